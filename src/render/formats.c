#include "render/render.h"

const render_results *render_results_of(hecha_format format)
{
    switch (format) {
    case HECHA_FORMAT_TEXT:
        return render_results_text();
    case HECHA_FORMAT_JSON:
        return render_results_json();
    case HECHA_FORMAT_NDJSON:
        return render_results_ndjson();
    case HECHA_FORMAT_SARIF:
        return render_results_sarif();
    case HECHA_FORMAT_JUNIT:
        return render_results_junit();
    case HECHA_FORMAT_HTML:
        return render_results_html();
    case HECHA_FORMAT_CSV:
        return render_results_csv();
    case HECHA_FORMAT_MD:
        return render_results_md();
    }
    return NULL;
}
