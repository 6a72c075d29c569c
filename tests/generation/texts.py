"""Texts that go wrong somewhere: odd letters, near misses of a given text, and the words that guardrails speak of."""

from __future__ import annotations

from hypothesis import strategies as st

# Letters that JSON, Go, Wasm, RE2 or Python treat in a way of their own.
ODD = (
    "\0", "\x01", "\x1b", "\x7f", "\x85", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffd", "\uffff", "\ue000", "\ue001",
    "\U0001f600", "e\u0301", "é", "İ", "\u0131", "ß", "ẞ", "\u017f", "\u212a", "Σ", "ς", "ǅ", "ﬁ", "\u0600", "\u200d", "<", ">", "&",
    "<>&", "%", "%00", "\\", '"', "'", "`", "$", "{", "}", "[", "(", "^", "|", "=", ":", "/", "*", "?", "\r", "\r\n", "\n",
    "\t", "\v", "\f", "\x1c", "\u3000",
)  # fmt: skip
LONE = ("\ud800", "\udc80", "\udfff")
SMALL = st.sampled_from(("a", "b", "x", "prod", "production", "Production", "staging", "api", "1", "-", "_", ".", " "))
ODD_TEXT = st.lists(st.one_of(SMALL, st.sampled_from(ODD), st.sampled_from(ODD)), max_size=6).map("".join)
ANY_TEXT = st.one_of(
    ODD_TEXT,
    st.text(max_size=12),
    st.sampled_from(LONE).map(lambda half: f"a{half}b"),
    st.sampled_from(("", " ", "0" * 41, "\U0001f600" * 40, "x", "\n", "a=b:c", *("ab" * 1500 + "\0", "x" * 5000))),
)
NUMBERS = st.sampled_from((0, 1, 2, 7, 40, 41, 1000, -1, 2**31, 2**53 - 1, -(2**53) + 1))


def near(texts: list[str]) -> st.SearchStrategy[str]:
    """Mostly one of the texts, whole or altered a little; sometimes any text at all."""
    if not texts:
        return ANY_TEXT
    chosen = st.sampled_from(texts)
    return st.one_of(chosen, chosen, chosen, st.builds(altered, chosen, st.sampled_from(ALTERATIONS), SMALL), ANY_TEXT)


def exactly_or(texts: list[str], other: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(texts), st.sampled_from(texts), other) if texts else other


ALTERATIONS = (
    "upper", "lower", "swapcase", "prefix", "suffix", "cut", "double", "spaces", "lines", "star", "question", "odd", "slash",
    "colon", "inside", "wild",
)  # fmt: skip


def altered(text: str, how: str, piece: str) -> str:
    """The text, altered in one of the ways of `ALTERATIONS`."""
    middle = len(text) // 2
    return {
        "upper": text.upper(),
        "lower": text.lower(),
        "swapcase": text.swapcase(),
        "prefix": piece + text,
        "suffix": text + piece,
        "cut": text[:-1],
        "double": text + text,
        "spaces": text.replace(" ", "  "),
        "lines": text.replace(" ", "\n"),
        "star": f"{text[:middle]}*{text[middle + 1 :]}",
        "question": f"{text[:middle]}?{text[middle + 1 :]}",
        "odd": f"{text[:middle]}\u2028{text[middle:]}",
        "slash": f"{text}/{piece}",
        "colon": f"{text}:{piece}",
        "inside": f"{text[:middle]}{piece}{text[middle:]}",
        "wild": text.replace("**", "a/b").replace("*", piece).replace("?", "q"),
    }[how]
