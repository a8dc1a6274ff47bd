/* What a formula names: a label, a path, printed numbers, another table, a range. */
#include "rule/formula_hint.h"
#include "rule/formula_label.h"
#include "rule/formula_number.h"
#include "rule/formula_parse.h"

/* 1、 is a number and a comma between arguments; elsewhere it may be the number of a row. */
static int is_argument(base_str text, size_t at)
{
    size_t start = at, next = at;
    uint32_t c;
    while (next < text.len && (c = lex_next(text, &next)) >= '0' && c <= '9')
        at = next;
    return at > start && at < text.len && lex_sign(text, &at, ',');
}

size_t formula_label(formula_parser *parser, size_t at, int *row, size_t *end)
{
    at = lex_skip_space(parser->text, at);
    if (!parser->label.known || parser->label.at != at) {
        parser->label.row = -1;
        parser->label.count =
            label_match(parser->form, parser->text, at, &parser->label.row, &parser->label.end);
        parser->label.at = at;
        parser->label.known = 1;
    }
    *row = parser->label.row;
    *end = parser->label.end;
    return parser->arguments > 0 && is_argument(parser->text, at) ? 0 : parser->label.count;
}

static formula_node *make_reference(formula_parser *parser, int row, size_t offset)
{
    formula_node *node = formula_make(parser, FORMULA_ITEM, offset);
    if (node == NULL)
        return NULL;
    node->form = parser->form;
    node->source = parser->source;
    node->row = row;
    return node;
}

/* -1 with the error that no row has the number. */
static int fail_number(formula_parser *parser, const form *known, const number_path *path,
                       base_str label, size_t offset)
{
    base_buf names;
    base_buf_init(&names);
    number_path_suggest(known, path, &names);
    if (base_buf_failed(&names))
        formula_fail_memory(parser);
    else
        formula_fail(parser, offset, MSG_FORMULA_NUMBER_UNKNOWN, formula_c(parser, label),
                     names.ptr ? names.ptr : "");
    base_buf_dispose(&names);
    return -1;
}

/* Rows named by printed numbers. 1 with the row in *row; 0: the text is no such path; -1: error. */
static int find_numbered(formula_parser *parser, const form *known, base_str label, size_t offset,
                         int *row)
{
    number_path path;
    label = base_str_trim(label);
    if (number_path_read(label, &path) != label.len || path.count == 0)
        return 0;
    size_t count = number_path_find(known, &path, row);
    const form_table *table = count == 1 ? form_table_of(known, (size_t)*row) : NULL;
    if (table != NULL && table->preset < 0) {
        formula_fail(parser, offset, MSG_FORMULA_COLUMN, formula_c(parser, label),
                     formula_c(parser, table->heads[table->columns[0]].label));
        return -1;
    }
    if (count == 1)
        return 1;
    if (count == 0)
        return fail_number(parser, known, &path, label, offset);
    /* The first one says enough. */
    formula_fail(parser, offset, MSG_FORMULA_NUMBER_AMBIGUOUS, formula_c(parser, label),
                 formula_c(parser, known->rows[*row].path));
    return -1;
}

/* 五/总计: the side of a path that is a printed number which no row has. Empty: none. */
static base_str lost_number(const form *known, base_str label)
{
    number_path path;
    int row;
    size_t slash = base_str_find(label, base_str_c("/"), 0);
    if (slash == BASE_STR_NONE)
        return base_str_n(NULL, 0);
    base_str sides[2] = {base_str_trim(base_str_n(label.ptr, slash)),
                         base_str_trim(base_str_from(label, slash + 1))};
    for (int i = 0; i < 2; i++)
        if (number_path_read(sides[i], &path) == sides[i].len && path.count > 0 &&
            number_path_find(known, &path, &row) == 0)
            return sides[i];
    return base_str_n(NULL, 0);
}

/* form_find, which the turns of stars ask the same again and again. FORM_FAILED is the parser's
 * error, too. */
static size_t find_once(formula_parser *parser, const form *known, base_str label, int *row)
{
    for (size_t i = 0; i < parser->label_count && i < FORMULA_FOUND; i++) {
        const formula_found *one = &parser->labels[i];
        if (one->text != label.ptr || one->length != label.len || one->form != known)
            continue;
        *row = one->row;
        return one->count;
    }
    size_t count = form_find(known, label, row, NULL);
    if (count == FORM_FAILED) {
        formula_fail_memory(parser);
        return count;
    }
    formula_found *made = &parser->labels[parser->label_count++ % FORMULA_FOUND];
    *made = (formula_found){.text = label.ptr, .length = label.len, .form = known};
    made->count = count;
    made->row = *row;
    return count;
}

/* The label stands bare, and behind it a bracket: 平均(子项). */
static int is_called(const formula_parser *parser, base_str label, size_t offset)
{
    size_t end = offset + label.len;
    return base_str_starts(base_str_from(parser->text, offset), label) &&
           lex_sign(parser->text, &end, '(');
}

int formula_find_row(formula_parser *parser, const form *known, base_str label, size_t offset)
{
    base_buf names;
    int row = -1;
    size_t count = find_once(parser, known, label, &row);
    if (count == 1 || count == FORM_FAILED)
        return row;
    base_buf_init(&names);
    count = form_find(known, label, &row, &names);
    base_str lost = lost_number(known, label);
    int numbered =
        count == 0 ? find_numbered(parser, known, lost.len ? lost : label, offset, &row) : 0;
    if (count == 0 && numbered == 0) {
        base_buf_clear(&names);
        /* for the names alone: what only it finds is no row here */
        if (formula_find_item(known, label, &row, &names) == FORM_FAILED)
            count = FORM_FAILED;
    }
    if (count == FORM_FAILED) {
        formula_fail_memory(parser);
    } else if (count != 1 && numbered == 0) {
        base_msg_id message = count > 1 ? MSG_FORMULA_AMBIGUOUS : MSG_FORMULA_UNKNOWN;
        if (count == 0 && names.len == 0)
            message = is_called(parser, label, offset) ? MSG_FORMULA_NO_FUNCTION
                                                       : MSG_FORMULA_UNKNOWN_ALONE;
        formula_fail(parser, offset, message, formula_c(parser, label), names.ptr ? names.ptr : "");
    }
    base_buf_dispose(&names);
    return parser->code == 0 ? row : -1;
}

/* Offset of the first of the signs, folded, in a text; BASE_STR_NONE if it is not there. *after is
 * behind it. */
static size_t find_sign(base_str text, const char *sign, size_t *after)
{
    for (size_t at = 0; at < text.len;) {
        size_t here = at, match = at;
        const char *wanted = sign;
        while (*wanted && match < text.len && lex_next(text, &match) == (uint32_t)*wanted)
            wanted++;
        if (*wanted == '\0') {
            *after = match;
            return here;
        }
        lex_next(text, &at);
    }
    return BASE_STR_NONE;
}

/* 指标@-1: of the previous year. Cuts it off the text. */
static int read_period(formula_parser *parser, base_str *text, size_t offset)
{
    size_t after, at = find_sign(*text, "@", &after);
    if (at == BASE_STR_NONE)
        return 0;
    base_str period = base_str_trim(base_str_from(*text, after));
    size_t end = 0;
    int last = lex_sign(period, &end, '-') && lex_sign(period, &end, '1') && end == period.len;
    if (!last) {
        formula_fail(parser, offset, MSG_FORMULA_PERIOD, formula_c(parser, period), NULL);
    } else if (parser->source != FORMULA_HERE) {
        formula_fail(parser, offset, MSG_FORMULA_NESTED_SOURCE,
                     parser->source == FORMULA_BELOW ? "下级" : "上年", NULL);
    } else {
        parser->needs |= (unsigned)FORMULA_NEEDS_PREVIOUS_YEAR;
        *text = base_str_trim(base_str_n(text->ptr, at));
    }
    return parser->code == 0 ? 1 : -1;
}

static int is_named(const form *known, base_str name)
{
    return base_str_eq(known->id, name) || base_str_eq(known->name, name) ||
           base_str_eq(known->title, name);
}

/* 表名->指标: the form that the name means and that has the row; the formula's own first. Cuts the
 * name off the text. NULL: error. */
static const form *read_table(formula_parser *parser, base_str *text, base_str *table,
                              size_t offset)
{
    size_t after, at = find_sign(*text, "->", &after), found = 0;
    if (at == BASE_STR_NONE || is_named(parser->form, base_str_trim(base_str_n(text->ptr, at)))) {
        if (at != BASE_STR_NONE)
            *text = base_str_trim(base_str_from(*text, after));
        return parser->form;
    }
    base_str name = base_str_trim(base_str_n(text->ptr, at));
    const form *first = NULL;
    *text = base_str_trim(base_str_from(*text, after));
    for (size_t i = 0; i < parser->known_count; i++) {
        const form *one = parser->known[i];
        int row;
        number_path path;
        if (!is_named(one, name))
            continue;
        if (found++ == 0)
            first = one;
        size_t rows = form_find(one, *text, &row, NULL);
        if (rows == FORM_FAILED)
            return formula_fail_memory(parser);
        if (rows == 1 || (number_path_read(*text, &path) == text->len &&
                          number_path_find(one, &path, &row) == 1)) {
            first = one;
            break;
        }
    }
    if (first == NULL)
        return formula_fail(parser, offset, MSG_FORMULA_TABLE_UNKNOWN, formula_c(parser, name),
                            NULL);
    *table = name;
    return first;
}

/* 三.(三).1..8: both ends by number. 1 if it is such a range, 0 if not, -1 on error. */
static int read_span(formula_parser *parser, formula_node *node, base_str text, size_t offset)
{
    number_path from, to, whole;
    size_t after, at = find_sign(text, "..", &after);
    if (at == BASE_STR_NONE)
        return 0;
    base_str left = base_str_trim(base_str_n(text.ptr, at));
    base_str right = base_str_trim(base_str_from(text, after));
    if (number_path_read(left, &from) != left.len || from.count == 0 ||
        number_path_read(right, &to) != right.len || to.count == 0 ||
        number_path_end(&from, &to, &whole) != 0) {
        formula_fail(parser, offset, MSG_FORMULA_SPAN, formula_c(parser, text), NULL);
        return -1;
    }
    node->row = formula_find_row(parser, node->form, left, offset);
    if (node->row < 0)
        return -1;
    if (number_path_find(node->form, &whole, &node->last) != 1)
        return fail_number(parser, node->form, &whole, right, offset);
    node->kind = FORMULA_SET;
    node->set = FORMULA_RANGE;
    return 1;
}

/* What stands in [ ]: [表名->] 标签 | 路径 | 编号 [@-1] */
static formula_node *read_bracket(formula_parser *parser, base_str text, size_t offset)
{
    formula_node *node = make_reference(parser, -1, offset);
    int period = node ? read_period(parser, &text, offset) : -1;
    if (period < 0)
        return NULL;
    if (period > 0)
        node->source = FORMULA_LAST_YEAR;
    node->form = read_table(parser, &text, &node->table, offset);
    if (node->form == NULL)
        return NULL;
    if (text.len == 0)
        return formula_fail(parser, offset, MSG_FORMULA_EXPECTED_OPERAND, NULL, NULL);
    int row = -1, found = 0;
    size_t count = find_once(parser, node->form, text, &row);
    if (count == FORM_FAILED)
        return NULL;
    if (count == 0)
        found = read_span(parser, node, text, offset);
    if (found == 0)
        found = formula_read_star(parser, node, text);
    if (found == 0 && row < 0)
        found = formula_read_cell(node, text);
    if (found < 0 && parser->code == 0)
        return formula_fail_memory(parser);
    if (found == 0)
        node->row = count == 1 ? row : formula_find_row(parser, node->form, text, offset);
    return parser->code == 0 ? node : NULL;
}

/* [收到申请数], [行政复议数量/被依法纠错数], [三.(三).1]; the bracket is read. */
static formula_node *bracket_reference(formula_parser *parser, size_t offset)
{
    size_t start = parser->at, at = start, end = start;
    while (at < parser->text.len) {
        end = at;
        if (lex_next(parser->text, &at) == ']')
            break;
        end = at;
    }
    if (end >= parser->text.len)
        return formula_fail(parser, offset, MSG_FORMULA_UNCLOSED, "]", NULL);
    parser->at = at;
    base_str text = base_str_trim(base_str_n(parser->text.ptr + start, end - start));
    if (text.len == 0)
        return formula_fail(parser, offset, MSG_FORMULA_EXPECTED_OPERAND, NULL, NULL);
    return read_bracket(parser, text, offset);
}

int formula_word_goes_on(const formula_parser *parser, size_t at)
{
    rule_relation relation;
    size_t here = at;
    if (lex_word_end(parser->text, at) == at || lex_keyword(parser->text, &here) != WORD_NONE)
        return 0;
    here = at;
    if (lex_sign(parser->text, &here, ':') || lex_ground(parser->text, &here))
        return 0;
    here = at;
    return !lex_relation(parser->text, &here, &relation);
}

/* 合计( is the function even in a form that has a row 合计. */
static int is_call(const formula_parser *parser, size_t offset, size_t label_end)
{
    size_t at = offset;
    lex_word word = lex_keyword(parser->text, &at);
    return word >= WORD_CHILDREN && at == label_end && lex_sign(parser->text, &at, '(');
}

/* 三.(三).1 without brackets: begins with a Chinese numeral and goes on. */
static formula_node *bare_number(formula_parser *parser, size_t offset)
{
    number_path path;
    base_str rest = base_str_from(parser->text, offset);
    size_t length = number_path_read(rest, &path);
    if (length == 0 || path.count < 2 || !path.steps[0].han || path.steps[0].bracket ||
        path.steps[0].part || formula_word_goes_on(parser, offset + length))
        return NULL;
    int row = formula_find_row(parser, parser->form, base_str_n(rest.ptr, length), offset);
    if (row < 0)
        return NULL;
    parser->at = offset + length;
    return make_reference(parser, row, offset);
}

/* 标签/列 without brackets would be a division; where only the path names one item it is refused. 1
 * with the error. */
static int fail_bare_path(formula_parser *parser, size_t offset, size_t end, size_t count)
{
    size_t at = end, rest;
    int row;
    if (!lex_sign(parser->text, &at, '/'))
        return 0;
    at = rest = lex_skip_space(parser->text, at);
    at = lex_word_end(parser->text, at);
    base_str path = base_str_n(parser->text.ptr + offset, at - offset);
    base_str last = base_str_n(parser->text.ptr + rest, at - rest);
    if (last.len == 0 || find_once(parser, parser->form, path, &row) != 1 ||
        (count == 1 && find_once(parser, parser->form, last, &row) == 1))
        return parser->code != 0;
    formula_fail(parser, offset, MSG_FORMULA_BRACKETS_NEEDED, formula_c(parser, path), NULL);
    return 1;
}

/* A row written bare. NULL: error, or (without one) no label here. */
static formula_node *bare_reference(formula_parser *parser, size_t offset)
{
    int row = -1;
    size_t end;
    size_t count = formula_label(parser, offset, &row, &end);
    if (count == 0)
        return bare_number(parser, offset);
    if (is_call(parser, offset, end) || fail_bare_path(parser, offset, end, count))
        return NULL;
    if (count > 1)
        row = formula_find_row(parser, parser->form, parser->form->rows[row].label, offset);
    parser->at = end;
    if (row >= 0 && formula_word_goes_on(parser, end) && !formula_hint_sign(parser, end)) {
        /* 申请答复数量 must not be read as 申请答复数 and a rest. */
        parser->at = lex_word_end(parser->text, end);
        row = formula_find_row(parser, parser->form,
                               base_str_n(parser->text.ptr + offset, parser->at - offset), offset);
    }
    return row < 0 || parser->code != 0 ? NULL : make_reference(parser, row, offset);
}

formula_node *formula_parse_reference(formula_parser *parser)
{
    size_t offset = lex_skip_space(parser->text, parser->at);
    if (lex_sign(parser->text, &parser->at, '['))
        return bracket_reference(parser, offset);
    return bare_reference(parser, offset);
}

/* a:b as one set. */
static formula_node *make_range(formula_parser *parser, formula_node *from, const formula_node *to)
{
    if (from->kind != FORMULA_ITEM || to->kind != FORMULA_ITEM || from->form != to->form ||
        from->source != to->source)
        return formula_fail(parser, to->offset, MSG_FORMULA_RANGE_ENDS, NULL, NULL);
    from->kind = FORMULA_SET;
    from->set = FORMULA_RANGE;
    from->last = to->row;
    return from;
}

formula_node *formula_parse_named(formula_parser *parser)
{
    formula_node *node = formula_parse_reference(parser);
    if (node != NULL && lex_sign(parser->text, &parser->at, ':')) {
        size_t offset = lex_skip_space(parser->text, parser->at);
        formula_node *to = formula_parse_reference(parser);
        if (to == NULL)
            return formula_fail(parser, offset, MSG_FORMULA_EXPECTED_LABEL, NULL, NULL);
        node = make_range(parser, node, to);
    }
    if (node == NULL)
        return NULL;
    if (node->kind == FORMULA_SET && node->set == FORMULA_RANGE)
        return formula_check_range(parser, node) == 0 ? node : NULL;
    if (node->kind == FORMULA_SET)
        return node;
    return formula_make_item(parser, node, node->row);
}
