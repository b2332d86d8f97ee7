// SPDX-License-Identifier: GPL-3.0-or-later
// What plugins show beside a request: fetched by the page once it is there, so that no plugin holds it up.
#include "kernel/counter/panels.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/visit.hpp"

namespace guichet::web::pages {
namespace {

std::string in_language(const Visit& visit, const nlohmann::json& text) {
  return text[std::string(domain::code_of(visit.language()))].get<std::string>();
}

View block_view(const Visit& visit, const nlohmann::json& block) {
  View view;
  for (const char* const kind : {"is_text", "is_figure", "is_table", "is_link"}) view.flag(kind, false);
  const auto type = block["type"].get<std::string>();
  view.flag(("is_" + type).c_str(), true);
  if (type == "text") view.text("text", in_language(visit, block["text"]));
  if (type == "figure" || type == "link") view.text("label", in_language(visit, block["label"]));
  if (type == "link") view.text("href", block["href"].get<std::string>());
  if (type == "figure") {
    view.text("value", block["value"].get<std::string>())
        .text("unit", block.contains("unit") ? in_language(visit, block["unit"]) : std::string());
  }
  if (type == "table") {
    std::vector<View> columns, rows;
    for (const auto& column : block["columns"]) columns.push_back(View().text("column", in_language(visit, column)));
    for (const auto& row : block["rows"]) {
      std::vector<View> cells;
      for (const auto& cell : row) cells.push_back(View().text("cell", cell.get<std::string>()));
      rows.push_back(View().list("cells", std::move(cells)));
    }
    view.list("columns", std::move(columns)).list("rows", std::move(rows));
  }
  return view;
}

server::Response show_panels(Visit& visit) {
  const auto shown = counter::panels(visit.counter(), visit.asker(), request_of(visit.request()));
  if (!shown) return show_error(visit, shown.error());
  std::vector<View> panels;
  for (const counter::PanelView& each : shown->panels) {
    std::vector<View> blocks;
    for (const auto& block : each.blocks) blocks.push_back(block_view(visit, block));
    panels.push_back(View()
                         .text("title", each.panel->title.in(visit.language()))
                         .flag("silent", !each.answered)
                         .list("blocks", std::move(blocks)));
  }
  View data;
  data.list("panels", std::move(panels));
  return visit.piece("panels-part", std::move(data));
}

}  // namespace

void add_panel_pages(Pages& pages) {
  pages.get("/demandes/{reference}/panneaux", show_panels);
}

}  // namespace guichet::web::pages
