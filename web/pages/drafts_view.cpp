// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/drafts_view.hpp"

#include "kernel/counter/form.hpp"

namespace guichet::web::pages {

void add_drafts(View& data, const Visit& visit) {
  const plugins::SnapshotPtr snapshot = visit.counter().registry.current();
  std::vector<View> drafts;
  for (const storage::Draft& draft : counter::drafts(visit.counter(), visit.asker())) {
    const domain::Service* service = draft.service.empty() ? nullptr : snapshot->service(draft.service);
    if (!draft.service.empty() && service == nullptr) continue;
    const std::string title =
        service != nullptr ? service->title.in(visit.language()) : visit.texts().text("form.free-title");
    drafts.push_back(
        View()
            .text("url", service != nullptr ? "/services/" + draft.service : "/demande-libre")
            .text("title", draft.title.empty() ? title : draft.title)
            .text("kept", visit.texts().text("home.draft-kept", {{"when", visit.moments().shown(draft.updated)}})));
  }
  data.flag("has_drafts", !drafts.empty()).list("drafts", std::move(drafts));
}

}  // namespace guichet::web::pages
