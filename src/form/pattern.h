/* form/pattern.h: patterns of form/subject.h against one text. Private to form/. */
#ifndef FORM_PATTERN_H
#define FORM_PATTERN_H

#include "base/vec.h"
#include "form/subject.h"

enum {
    FORM_MAX_TOKENS = 32,
    FORM_PATTERN_LONGEST = 1000,   /* bytes of a pattern */
    FORM_TAKEN_LONGEST = 200,      /* bytes of what a name can take: an agency, a period */
    FORM_FOLDED_LONGEST = 1 << 16, /* bytes of a text that are looked at */
    FORM_PATTERN_STEPS = 20000     /* positions tried before a pattern gives up on a text */
};

typedef enum form_token_kind {
    FORM_TOKEN_TEXT,
    FORM_TOKEN_GAP,
    FORM_TOKEN_AGENCY,
    FORM_TOKEN_REGION, /* taken as the agency */
    FORM_TOKEN_YEAR,
    FORM_TOKEN_DATE,
    FORM_TOKEN_PERIOD
} form_token_kind;

typedef struct form_token {
    form_token_kind kind;
    base_str text; /* folded */
} form_token;

/* A pattern made ready (form_pattern_prepare). */
typedef struct form_compiled {
    form_token tokens[FORM_MAX_TOKENS];
    size_t count;
    int at_start, at_end; /* anchored */
    size_t longest;       /* bytes of a text that may fit; 0: no bound */
} form_compiled;

/* A text without white space, folded; its dates and periods are found when first asked for. */
typedef struct form_folded {
    base_str text;
    int has_dates, has_periods;
    base_vec dates;   /* text_date */
    base_vec periods; /* text_period */
} form_folded;

/* What a pattern took. */
typedef struct form_taken {
    base_str agency;
    int year;
    text_date date;
    text_period period;
} form_taken;

/* Appends the folded form of a text. */
void form_fold(base_buf *buf, base_str text);
/* 1 if the pattern fits the text, 0 if not, HECHA_E_MEMORY. */
int form_pattern_match(base_arena *arena, const form_compiled *pattern, form_folded *text,
                       form_taken *out);

#endif
