// SPDX-License-Identifier: GPL-3.0-or-later
// A person's requests, the page of one, its confirmation and its files.
#include "kernel/counter/follow.hpp"
#include "kernel/domain/reference.hpp"
#include "web/pages/confirmation_view.hpp"
#include "web/pages/drafts_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"

#include <fcntl.h>

#include <cstdlib>

namespace guichet::web::pages {
namespace {

constexpr std::size_t requests_shown = 20;
constexpr std::size_t longest_cursor = 200;

server::Response show_list(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const bool over = query.value("vue") == "terminees";
  const std::string from(query.value("suite").substr(0, longest_cursor));
  const auto mine = counter::my_requests(visit.counter(), visit.asker(), over, from, requests_shown);
  if (!mine) return show_error(visit, mine.error());
  std::vector<View> cards;
  for (const auto& row : mine->page.rows) cards.push_back(request_card(visit, row));
  View data;
  data.flag("over", over)
      .flag("has_requests", !cards.empty())
      .list("requests", std::move(cards))
      .maybe("said", query.value("dit") == "draft" ? visit.texts().text("said.draft") : std::string())
      .maybe("next_url", mine->page.next.empty()
                             ? std::string()
                             : std::string(over ? "/demandes?vue=terminees&suite=" : "/demandes?suite=") +
                                   url_encoded(mine->page.next));
  if (over || !from.empty()) {
    data.flag("has_drafts", false).list("drafts", {});
  } else {
    add_drafts(data, visit);
  }
  return visit.page("requests", std::move(data), Section::requests);
}

server::Response show_one(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const std::string before(query.value("avant").substr(0, 19));
  return show_request(visit, request_of(visit.request()), {}, said_once(visit),
                      std::strtoll(before.c_str(), nullptr, 10), 200);
}

server::Response show_confirmation(Visit& visit) {
  const auto request = counter::read_request(visit.counter(), visit.asker(), request_of(visit.request()));
  if (!request) return show_error(visit, request.error());
  // Asked for somebody else: the letters go to them.
  const bool for_another = request->request.requester != request->request.opened_by;
  const std::string told = for_another ? request->requester_name : std::string();
  return visit.page("confirmation", confirmation_view(visit, request->request, request->reference, told),
                    Section::requests);
}

server::Response send_file(Visit& visit) {
  const std::string id(visit.request().path_parameters.value("id").substr(0, 19));
  const auto found = counter::attachment(visit.counter(), visit.asker(), std::strtoll(id.c_str(), nullptr, 10));
  if (!found) return show_error(visit, found.error());
  server::FileRange range;
  auto file = std::make_shared<server::FileDescriptor>(::open(found->path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file->open()) {
    return show_error(visit, {domain::ErrorKind::internal, "error.file.lost", {}, {}, found->attachment.sha256});
  }
  range.file = std::move(file);
  range.length = static_cast<std::uint64_t>(found->attachment.size);
  server::Response response =
      server::attachment(std::move(range), found->attachment.name, found->attachment.media_type);
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_request_pages(Pages& pages) {
  pages.get("/demandes", show_list);
  pages.get("/demandes/{reference}", show_one);
  pages.get("/demandes/{reference}/confirmation", show_confirmation);
  pages.get("/fichiers/{id}", send_file);
  add_panel_pages(pages);
  add_request_moves(pages);
}

}  // namespace guichet::web::pages
