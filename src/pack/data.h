/* pack/data.h: tables that a pack's rules read: the csv files of its folder data/.
 *
 * The first row names the columns; each further row has a text for each of them, empty where
 * nothing stands. Any encoding that is read; comma, semicolon or tab. Rules get them by
 * data("NAME.csv"); an office's overlay may append rows (pack/overlay.h). */
#ifndef PACK_DATA_H
#define PACK_DATA_H

#include "base/vec.h"
#include "pack/pack.h"

#define PACK_MAX_DATA_FILES 64u
#define PACK_MAX_DATA_ROWS 32768u /* of one table */
#define PACK_MAX_DATA_COLUMNS 32u

/* 1 if the name is one of a data file: .csv. */
int pack_data_is(base_str name);
/* The bytes of a file as a table called `name`, in the arena. HECHA_E_MEMORY, or another code with
 * *err set. */
int pack_data_read(base_arena *arena, base_str bytes, base_str name, pack_data *out,
                   hecha_err *err);
/* The text in a row and a column, both counted from 0. */
base_str pack_data_at(const pack_data *data, size_t row, size_t column);
/* The number of the column with the name, or BASE_STR_NONE. */
size_t pack_data_column(const pack_data *data, base_str name);
/* Appends the rows of another table, whose columns must all be columns of this one (then 0, or
 * HECHA_E_MEMORY). HECHA_E_RULE: *unknown is the name of one that is not; HECHA_E_LIMIT: too many
 * rows. Cells are shared. */
int pack_data_append(base_arena *arena, pack_data *data, const pack_data *more, base_str *unknown);

#endif
