#include "script/core_message.h"

#define HOLES 4
#define LONGEST 120 /* bytes of what stands in a hole; names of Lua are shorter */

/* `pattern`: * is a hole, as short as can be. The first that fits counts. */
static const struct {
    const char *pattern;
    base_msg_id message;
} faults[] = {
    {"attempt to * a nil value (global 'report')", MSG_LUA_PARAMETER},
    {"attempt to * a nil value (global 'expect')", MSG_LUA_PARAMETER},
    {"attempt to * a nil value (global 'corpus')", MSG_LUA_PARAMETER},
    {"attempt to index a function value (* '*')", MSG_LUA_UNCALLED},
    {"attempt to call a * value (for iterator *", MSG_LUA_ITERATOR},
    {"attempt to call a * value (* '*')", MSG_LUA_CALL_NAMED},
    {"attempt to call a * value", MSG_LUA_CALL},
    {"attempt to index a * value (field '?')", MSG_LUA_INDEX},
    {"attempt to index a * value (* '*')", MSG_LUA_INDEX_NAMED},
    {"attempt to index a * value", MSG_LUA_INDEX},
    {"attempt to perform arithmetic on a * value (field '?')", MSG_LUA_ARITHMETIC},
    {"attempt to perform arithmetic on a * value (* '*')", MSG_LUA_ARITHMETIC_NAMED},
    {"attempt to perform arithmetic on a * value", MSG_LUA_ARITHMETIC},
    {"attempt to concatenate a * value (field '?')", MSG_LUA_CONCATENATE},
    {"attempt to concatenate a * value (* '*')", MSG_LUA_CONCATENATE_NAMED},
    {"attempt to concatenate a * value", MSG_LUA_CONCATENATE},
    {"attempt to get length of a * value (* '*')", MSG_LUA_LENGTH_NAMED},
    {"attempt to get length of a * value", MSG_LUA_LENGTH},
    {"attempt to perform bitwise operation on a * value*", MSG_LUA_BITWISE},
    {"attempt to compare two * values", MSG_LUA_COMPARE_TWO},
    {"attempt to compare * with *", MSG_LUA_COMPARE},
    {"attempt to divide by zero", MSG_LUA_ZERO},
    {"attempt to perform 'n*0'", MSG_LUA_ZERO},
    {"number* has no integer representation", MSG_LUA_INTEGER},
    {"bad 'for' * (number expected, got *)", MSG_LUA_FOR},
    {"'for' step is zero", MSG_LUA_FOR_STEP},
    {"index is *", MSG_LUA_KEY},
    {"table index is *", MSG_LUA_KEY},
    {"stack overflow (*)", MSG_LUA_MANY},
    {"stack overflow*", MSG_LUA_STACK},
    {"C stack overflow*", MSG_LUA_STACK},
    {"error in error handling", MSG_LUA_STACK},
    {"calling '*' on bad self*", MSG_LUA_SELF},
    {"bad argument #1 to '*' (expect(value) expected, got *)", MSG_LUA_SELF},
    {"bad argument #1 to '*' (value expected, got *)", MSG_LUA_SELF},
    {"bad argument #1 to '*' (wordlist expected, got *)", MSG_LUA_SELF},
    {"bad argument #1 to '*' (* expected, got no value)", MSG_LUA_ARGUMENT_FIRST},
    {"bad argument #* to '*' (* expected, got no value)", MSG_LUA_ARGUMENT_NONE},
    {"bad argument #* to '*' (* expected, got *)", MSG_LUA_ARGUMENT_TYPE},
    {"bad argument #* to '*' (value expected)", MSG_LUA_ARGUMENT_LACKS},
    {"bad argument #* to '*' (no value)", MSG_LUA_ARGUMENT_LACKS},
    {"bad argument #* to '*' (*)", MSG_LUA_ARGUMENT},
    {"bad list element #* (value expected, got *)", MSG_LUA_ELEMENT},
    {"a value cannot be indexed by a *", MSG_LUA_VALUE_KEY},
    {"wrong number of arguments to '*'", MSG_LUA_ARGUMENT_COUNT},
    {"invalid value (at index *) in table for 'concat'", MSG_LUA_CONCAT_ELEMENT},
    {"invalid conversion '*' to 'format'", MSG_LUA_FORMAT},
    {"specifier '%q' cannot have modifiers", MSG_LUA_FORMAT_Q},
    {"malformed pattern (*)", MSG_LUA_PATTERN},
    {"missing '[' after '%f' in pattern", MSG_LUA_PATTERN_UNFINISHED},
    {"unfinished capture", MSG_LUA_PATTERN_UNFINISHED},
    {"invalid pattern capture", MSG_LUA_PATTERN_UNFINISHED},
    {"too many captures", MSG_LUA_PATTERN_CAPTURES},
    {"invalid capture index %*", MSG_LUA_PATTERN_INDEX},
    {"invalid use of '%' in replacement string", MSG_LUA_REPLACEMENT_SIGN},
    {"invalid replacement value (a *)", MSG_LUA_REPLACEMENT},
    {"string slice too long", MSG_LUA_MANY},
    {"too many results to unpack", MSG_LUA_MANY},
    {"invalid UTF-8 code", MSG_LUA_WORD_UTF8},
    {"initial position is a continuation byte", MSG_LUA_WORD_CONTINUATION},
    {"assertion failed!", MSG_LUA_ASSERTION},
};

static const base_msg_id words[] = {
    MSG_LUA_WORD_STRING,       MSG_LUA_WORD_NUMBER,        MSG_LUA_WORD_TABLE,
    MSG_LUA_WORD_FUNCTION,     MSG_LUA_WORD_BOOLEAN,       MSG_LUA_WORD_USERDATA,
    MSG_LUA_WORD_NO_VALUE,     MSG_LUA_WORD_VALUE,         MSG_LUA_WORD_LOCAL,
    MSG_LUA_WORD_GLOBAL,       MSG_LUA_WORD_UPVALUE,       MSG_LUA_WORD_FIELD,
    MSG_LUA_WORD_METHOD,       MSG_LUA_WORD_CONSTANT,      MSG_LUA_WORD_INITIAL,
    MSG_LUA_WORD_LIMIT,        MSG_LUA_WORD_STEP,          MSG_LUA_WORD_PROSE,
    MSG_LUA_WORD_PROSE_STRING, MSG_LUA_WORD_PLACE,         MSG_LUA_WORD_TEXT,
    MSG_LUA_WORD_WORDS,        MSG_LUA_WORD_OTHER,         MSG_LUA_WORD_EITHER,
    MSG_LUA_WORD_REPLACES,     MSG_LUA_WORD_LIST,          MSG_LUA_WORD_LONG_LIST,
    MSG_LUA_WORD_NO_TEXT,      MSG_LUA_WORD_NO_WORDS,      MSG_LUA_WORD_PLACES,
    MSG_LUA_WORD_RANGE,        MSG_LUA_WORD_INDEX,         MSG_LUA_WORD_VALUE_RANGE,
    MSG_LUA_WORD_BOUNDS,       MSG_LUA_WORD_POSITION,      MSG_LUA_WORD_FIRST_POSITION,
    MSG_LUA_WORD_LAST,         MSG_LUA_WORD_BASE,          MSG_LUA_WORD_INTEGER,
    MSG_LUA_WORD_FROM_ONE,     MSG_LUA_WORD_ONE,           MSG_LUA_WORD_LEAST,
    MSG_LUA_WORD_32,           MSG_LUA_WORD_ZEROS,         MSG_LUA_WORD_LITERAL,
    MSG_LUA_WORD_ELEMENTS,     MSG_LUA_WORD_WRAP,          MSG_LUA_WORD_UTF8,
    MSG_LUA_WORD_CONTINUATION, MSG_LUA_WORD_SET,           MSG_LUA_WORD_PERCENT,
    MSG_LUA_WORD_BALANCE,      MSG_LUA_WORD_TEXT_OR_TABLE, MSG_LUA_WORD_TEXTS,
    MSG_LUA_WORD_TABLES,       MSG_LUA_WORD_FIGURES,       MSG_LUA_WORD_EXAMPLE,
    MSG_LUA_WORD_YEAR,         MSG_LUA_WORD_YEARS,         MSG_LUA_WORD_NIL,
    MSG_LUA_WORD_REPORT,       MSG_LUA_WORD_REGEX,
};

const char *script_core_word(hecha_lang lang, const char *word)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(word, base_msg_text(HECHA_LANG_EN, words[i])) == 0)
            return base_msg_text(lang, words[i]);
    return word;
}

static void keep(char hole[LONGEST], base_str text)
{
    size_t length = text.len < LONGEST ? text.len : LONGEST - 1;
    while (length < text.len && length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
        length--;
    memcpy(hole, text.ptr, length);
    hole[length] = '\0';
}

/* 1 if the text is the pattern; what stands in its holes, and which are names, in quotes. */
static int fits(base_str text, const char *pattern, char holes[HOLES][LONGEST], int is_name[HOLES])
{
    size_t at = 0;
    for (int hole = 0;; hole++) {
        const char *star = strchr(pattern, '*');
        size_t length = star != NULL ? (size_t)(star - pattern) : strlen(pattern);
        base_str piece = base_str_n(pattern, length);
        /* What stands behind the last hole ends the text. */
        size_t found = hole == 0 ? 0 : base_str_find(text, piece, at);
        if (hole > 0 && star == NULL && text.len >= at + length)
            found = text.len - length;
        if (found == BASE_STR_NONE || !base_str_starts(base_str_from(text, found), piece))
            return 0;
        if (hole > 0 && hole <= HOLES)
            keep(holes[hole - 1], base_str_n(text.ptr + at, found - at));
        at = found + length;
        if (star == NULL)
            return at == text.len;
        if (hole < HOLES)
            is_name[hole] = length > 0 && star[-1] == '\'';
        pattern = star + 1;
    }
}

size_t script_core_message(hecha_lang lang, base_str text, char *out, size_t size)
{
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        char holes[HOLES][LONGEST] = {"", "", "", ""};
        const char *words_of[HOLES];
        int is_name[HOLES] = {0};
        if (!fits(text, faults[i].pattern, holes, is_name))
            continue;
        for (int hole = 0; hole < HOLES; hole++)
            words_of[hole] = is_name[hole] ? holes[hole] : script_core_word(lang, holes[hole]);
        return base_msg_format(out, size, lang, faults[i].message, words_of[0], words_of[1],
                               words_of[2], words_of[3], NULL);
    }
    return 0;
}
