"""Language without geography: sentences, numbers, dates, spellings, matching. Strings in, offsets out."""
