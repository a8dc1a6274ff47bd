/* tests/fuzz/packages.h: what a package needs around the part that is fuzzed. */
#ifndef TESTS_FUZZ_PACKAGES_H
#define TESTS_FUZZ_PACKAGES_H

#define RELATION(type, target)                                                                     \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"         \
    "<Relationship Id='r1' "                                                                       \
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type              \
    "' Target='" target "'/></Relationships>"

#define PACKAGE_DOCX                                                                               \
    {                                                                                              \
        "_rels/.rels", RELATION("officeDocument", "word/document.xml")                             \
    }
#define PACKAGE_NUMBERING                                                                          \
    {"_rels/.rels", RELATION("officeDocument", "word/document.xml")},                              \
        {"word/_rels/document.xml.rels", RELATION("numbering", "numbering.xml")},                  \
    {                                                                                              \
        "word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/"             \
                             "wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:numPr>"           \
                             "<w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"     \
                             "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/>"        \
                             "</w:numPr></w:pPr></w:p></w:body></w:document>"                      \
    }
#define PACKAGE_XLSX                                                                               \
    {"_rels/.rels", RELATION("officeDocument", "xl/workbook.xml")},                                \
        {"xl/_rels/workbook.xml.rels", RELATION("worksheet", "sheet1.xml")},                       \
    {                                                                                              \
        "xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/"     \
                           "2006/main' xmlns:r='http://schemas.openxmlformats.org/"                \
                           "officeDocument/2006/relationships'><sheets><sheet name='a' "           \
                           "sheetId='1' r:id='r1'/></sheets></workbook>"                           \
    }
/* The part is the workbook's shared strings; a sheet shows the first two. */
#define PACKAGE_STRINGS                                                                            \
    {"_rels/.rels", RELATION("officeDocument", "xl/workbook.xml")},                                \
        {"xl/_rels/workbook.xml.rels",                                                             \
         "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"    \
         "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"      \
         "relationships/worksheet' Target='sheet1.xml'/><Relationship Id='r2' "                    \
         "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/"              \
         "sharedStrings' Target='sharedStrings.xml'/></Relationships>"},                           \
        {"xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/"    \
                            "2006/main' xmlns:r='http://schemas.openxmlformats.org/"               \
                            "officeDocument/2006/relationships'><sheets><sheet name='a' "          \
                            "sheetId='1' r:id='r1'/></sheets></workbook>"},                        \
    {                                                                                              \
        "xl/sheet1.xml", "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/"      \
                         "2006/main'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>"           \
                         "<c r='B1' t='s'><v>1</v></c></row></sheetData></worksheet>"              \
    }
/* The part is the workbook's styles; a sheet shows numbers in the first two formats. */
#define PACKAGE_FORMATS                                                                            \
    {"_rels/.rels", RELATION("officeDocument", "xl/workbook.xml")},                                \
        {"xl/_rels/workbook.xml.rels",                                                             \
         "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"    \
         "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"      \
         "relationships/worksheet' Target='sheet1.xml'/><Relationship Id='r2' "                    \
         "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles' "      \
         "Target='styles.xml'/></Relationships>"},                                                 \
        {"xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/"    \
                            "2006/main' xmlns:r='http://schemas.openxmlformats.org/"               \
                            "officeDocument/2006/relationships'><sheets><sheet name='a' "          \
                            "sheetId='1' r:id='r1'/></sheets></workbook>"},                        \
    {                                                                                              \
        "xl/sheet1.xml", "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/"      \
                         "2006/main'><sheetData><row r='1'><c r='A1' s='0'><v>43112.5</v></c>"     \
                         "<c r='B1' s='1'><v>-0.654</v></c><c r='C1' s='1'><v>0</v></c></row>"     \
                         "</sheetData></worksheet>"                                                \
    }
/* The part is the styles of a text with a heading and a list. */
#define PACKAGE_STYLES                                                                             \
    {"mimetype", "application/vnd.oasis.opendocument.text"},                                       \
    {                                                                                              \
        "content.xml", "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:"   \
                       "xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:"      \
                       "text:1.0'><office:body><office:text><text:h text:style-name='H' "          \
                       "text:outline-level='1'>a</text:h><text:list text:style-name='L'>"          \
                       "<text:list-item><text:p>b</text:p></text:list-item></text:list>"           \
                       "</office:text></office:body></office:document-content>"                    \
    }
#define PACKAGE_ODT                                                                                \
    {                                                                                              \
        "mimetype", "application/vnd.oasis.opendocument.text"                                      \
    }
#define PACKAGE_ODS                                                                                \
    {                                                                                              \
        "mimetype", "application/vnd.oasis.opendocument.spreadsheet"                               \
    }

#endif
