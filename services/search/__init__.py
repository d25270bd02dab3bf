"""Finding: words, texts, people who fit."""
