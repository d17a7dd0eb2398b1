"""
What a small mistake in C looks like: every single change of a file, in order.

Reads tokens, not grammar: what does not compile is thrown away by who asks. Left alone are
declarations of the preprocessor, texts, and assertions, which only say what never happens.
"""
import re
from dataclasses import dataclass

TOKEN = re.compile(r'''(?P<blank>\s+|/\*.*?\*/|//[^\n]*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d\w*)
    |(?P<sign><<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%|&^]=|.)''', re.X | re.S)

RELATIONS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<"), ">=": (">", "<"),
             "==": ("!=",), "!=": ("==",)}
SUMS = {"+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("/",),
        "+=": ("-=",), "-=": ("+=",), "|=": ("=",), "*=": ("=",), "/=": ("=",), "|": ("&",),
        "&": ("|",), "<<": (">>",), ">>": ("<<",)}
STEPS = {"++": ("--",), "--": ("++",)}
JOINS = {"&&": ("||",), "||": ("&&",)}
TRUTHS = {"true": ("false",), "false": ("true",)}
NOT_A_STATEMENT = {"if", "for", "while", "do", "else", "switch", "case", "default", "return", "goto",
                   "struct", "enum", "union", "const", "static", "int", "bool", "size_t", "char",
                   "wide", "double", "unsigned", "assert", "int32_t", "int64_t", "uint32_t",
                   "uint64_t", "uint8_t", "uint16_t", "TRY"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    depth: int   # Of braces; 0 is outside of functions and tables.
    within: int  # Brackets around it.

    @property
    def end(self):
        return self.start + len(self.text)


@dataclass(frozen=True)
class Mutant:
    path: str
    start: int
    end: int
    text: str
    operator: str
    line: int
    function: str
    old_line: str
    new_line: str

    def applied(self, source):
        """The source with the change; lines keep their numbers."""
        return source[:self.start] + self.text + source[self.end:]

    @property
    def name(self):
        """Says the change wherever its lines may go."""
        return (self.path, self.function, self.old_line, self.new_line)


def without_preprocessor(source):
    """Blanks in the place of directives, and of what follows a backslash."""
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda found: re.sub(r"[^\n]", " ", found[0]),
                  source, flags=re.M | re.S)


def tokens_of(source):
    tokens, depth, within = [], 0, 0
    for found in TOKEN.finditer(without_preprocessor(source)):
        if found.lastgroup == "blank":
            continue
        depth -= found[0] == "}"
        within -= found[0] == ")"
        tokens.append(Token(found.lastgroup, found[0], found.start(), depth, within))
        depth += found[0] == "{"
        within += found[0] == "("
    return tokens


def closing(tokens, at):
    """Where the bracket that opens here is closed."""
    depth = 0
    for row in range(at, len(tokens)):
        depth += tokens[row].text in ("(", "[", "{")
        depth -= tokens[row].text in (")", "]", "}")
        if depth == 0:
            return row
    return None


def is_binary(tokens, at, source):
    """Between two values: clang-format puts a blank on either side."""
    token = tokens[at]
    return source[token.start - 1].isspace() and source[token.end].isspace() and at > 0 and \
        (tokens[at - 1].kind in ("word", "number") or tokens[at - 1].text in (")", "]"))


def changes_of_sign(tokens, at, source):
    token = tokens[at]
    before = tokens[at - 1].text if at else ""
    if is_binary(tokens, at, source):
        for name, table in (("relation", RELATIONS), ("sum", SUMS), ("join", JOINS)):
            for text in table.get(token.text, ()):
                yield name, token.start, token.end, text
    for text in STEPS.get(token.text, ()):
        yield "step", token.start, token.end, text
    if token.text == "!":
        yield "not", token.start, token.end, ""
    if token.text == "-" and not is_binary(tokens, at, source) and before in ("(", ",", "=", "return"):
        yield "sign", token.start, token.end, ""


def changes_of_number(token):
    found = re.fullmatch(r"(\d+)([uUlL]*)", token.text)
    if not found or (len(found[1]) > 1 and found[1][0] == "0"):
        return
    for value in (int(found[1]) + 1, int(found[1]) - 1):
        if value >= 0:
            yield "constant", token.start, token.end, f"{value}{found[2]}"


def changes_of_word(tokens, at, family):
    token = tokens[at]
    follower = tokens[at + 1].text if at + 1 < len(tokens) else ""
    for text in TRUTHS.get(token.text, ()):
        yield "truth", token.start, token.end, text
    if token.text in ("if", "while") and follower == "(":
        last = closing(tokens, at + 1)
        if last:
            inside = tokens[at + 1].end, tokens[last].start
            yield "negation", *inside, None
    if token.text in family and follower != "(" and tokens[at - 1].text != "case":
        names = family[token.text]
        yield "enum", token.start, token.end, names[(names.index(token.text) + 1) % len(names)]


def families(tokens):
    """Names in capitals that begin with the same word, by name."""
    groups = {}
    for token in tokens:
        if token.kind == "word" and re.fullmatch(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+", token.text):
            names = groups.setdefault(token.text.split("_")[0], [])
            if token.text not in names:
                names.append(token.text)
    return {name: names for names in groups.values() if len(names) > 1 for name in names}


def changes_of_statement(tokens, at):
    """Without a call, an assignment, a break or a TRY."""
    token, before = tokens[at], tokens[at - 1].text if at else ""
    if token.depth == 0 or token.within > 0 or before not in (";", "{", "}", ")", "else", ":") or \
            token.text in NOT_A_STATEMENT - {"TRY"} or token.kind not in ("word", "sign") or \
            token.text in ("{", "}", ";", ")", "]", ":", "."):
        return
    row = at
    while row < len(tokens) and tokens[row].text != ";":
        if tokens[row].text in ("{", "}"):
            return
        row = closing(tokens, row) + 1 if tokens[row].text in ("(", "[") else row + 1
    if row < len(tokens):
        yield "removal", token.start, tokens[row].end, ";"


def changes_of_function(tokens, at, source):
    """Leaves it at once."""
    token = tokens[at]
    if token.text != "{" or token.depth != 0 or tokens[at - 1].text != ")":
        return
    head = source[:token.start]
    head = head[max(head.rfind("\n\n"), head.rfind("*/"), head.rfind(";\n")) + 2:].strip()
    found = re.match(r"(?:static )?(?:inline )?(.+?)\w+\(", head, re.S)
    if not found:
        return
    kind = found[1].strip()
    leaves = "return;" if kind == "void" else f"return ({kind}){{0}};"
    yield "return", token.end, token.end, f" if (1) {leaves}"


def function_around(source, start):
    """Name of the function or table that the place belongs to."""
    name = "-"
    for found in re.finditer(r"^(?:[A-Za-z_][^\n;={]*?)\b(\w+)(?:\(|\[\w*\](?:\[\w*\])? = \{| = \{)",
                             source[:start + 1], re.M):
        name = found[1]
    return name


def lines_of(source, start, end, text):
    """The lines that change, before and after, in one line each."""
    first = source.rfind("\n", 0, start) + 1
    last = source.find("\n", end)
    flat = lambda lines: " ".join(lines.split())
    return flat(source[first:last]), flat(source[first:start] + text + source[end:last])


def mutants_of(path, source):
    tokens = tokens_of(source)
    family = families(tokens)
    asserting = -1
    for at, token in enumerate(tokens):
        if token.text in ("assert", "_Static_assert"):
            asserting = closing(tokens, at + 1)
        if at <= asserting:
            continue
        changes = []
        if token.kind == "sign":
            changes += changes_of_sign(tokens, at, source)
        if token.kind == "number":
            changes += changes_of_number(token)
        if token.kind == "word":
            changes += changes_of_word(tokens, at, family)
        changes += changes_of_statement(tokens, at)
        changes += changes_of_function(tokens, at, source)
        for operator, start, end, text in changes:
            if text is None:
                text = f"!({source[start:end]})"
            old_line, new_line = lines_of(source, start, end, text)
            # What is taken away leaves its lines behind.
            text += "\n" * (source.count("\n", start, end) - text.count("\n"))
            yield Mutant(path, start, end, text, operator, source.count("\n", 0, start) + 1,
                         function_around(source, start), old_line, new_line)
