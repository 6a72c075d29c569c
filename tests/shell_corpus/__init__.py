"""Other people's labelled commands, judged."""
