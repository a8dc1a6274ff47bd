#include "read/read.h"

#include "read/csv.h"
#include "read/docx.h"
#include "read/html.h"
#include "read/mht.h"
#include "read/odf.h"
#include "read/ole_reader.h"
#include "read/pdf.h"
#include "read/rtf.h"
#include "read/txt.h"
#include "read/xlsx.h"

const read_reader *const *read_readers(void)
{
    static const read_reader *const readers[] = {
        &read_docx, &read_xlsx, &read_odf, &read_ole2, &read_pdf, &read_rtf,
        &read_mht,  &read_html, &read_csv, &read_txt,  NULL,
    };
    return readers;
}
