#include "read/word97.h"

#include "base/err.h"

static int read_streams(word97 *word, read_ole *ole)
{
    const read_ole_entry *main = read_ole_find(ole, "WordDocument");
    const read_ole_entry *table, *data = read_ole_find(ole, "Data");
    int status = read_ole_stream(word->arena, ole, main, &word->main, word->err);
    if (status != 0)
        return status;
    table = read_ole_find(ole, read_u16(word->main, 0x0A) & 0x0200 ? "1Table" : "0Table");
    if (table != NULL)
        status = read_ole_stream(word->arena, ole, table, &word->table, word->err);
    if (status == 0 && data != NULL)
        status = read_ole_stream(word->arena, ole, data, &word->data, word->err);
    return status;
}

static int note(word97 *word, base_msg_id message)
{
    return doc_build_problem(word->builder, base_str_c(base_msg_text(word->input->lang, message)),
                             NULL);
}

/* What is read of a file that is cut off, or in part without properties, is said to be so. */
static int note_losses(word97 *word, const read_ole *ole)
{
    int status = ole->truncated ? note(word, MSG_OLE_TRUNCATED) : 0;
    return status == 0 && word->too_much ? note(word, MSG_WORD_PROPERTIES) : status;
}

int word97_read(const read_input *input, read_ole *ole, doc_builder *builder, hecha_err *err)
{
    word97 word;
    memset(&word, 0, sizeof(word));
    word.input = input;
    word.builder = builder;
    word.err = err;
    word.arena = base_arena_new(input->limits.memory);
    if (word.arena == NULL)
        return base_err_memory(err);
    int status = read_streams(&word, ole);
    if (status == 0)
        status = word97_open(&word);
    if (status == 0)
        status = word97_read_styles(&word);
    if (status == 0)
        status = word97_read_lists(&word);
    if (status == 0)
        status = word97_body(&word);
    if (status == 0)
        status = note_losses(&word, ole);
    base_arena_free(word.arena);
    return status;
}
