// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/catalogue.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

domain::Error unknown(const char* message) {
  return {domain::ErrorKind::not_found, message, {}, {}, ""};
}

std::vector<const domain::Article*> readable(const plugins::Snapshot& snapshot, const std::vector<std::string>& ids,
                                             const Asker& asker) {
  std::vector<const domain::Article*> found;
  for (const auto& id : ids) {
    const domain::Article* article = snapshot.article(id, asker.language);
    if (article != nullptr && article->audience.includes(asker.person())) found.push_back(article);
  }
  return found;
}

}  // namespace

Catalogue catalogue(const Counter& counter, const Asker& asker) {
  Catalogue shown{counter.registry.current(), {}};
  for (const auto& theme : shown.snapshot->themes) {
    CatalogueTheme with_services{&theme, {}};
    for (const auto& service : shown.snapshot->services) {
      if (service.theme == theme.id && service.audience.includes(asker.person())) {
        with_services.services.push_back(&service);
      }
    }
    if (!with_services.services.empty()) shown.themes.push_back(std::move(with_services));
  }
  return shown;
}

domain::Result<ServiceView> service(const Counter& counter, const Asker& asker, const std::string& id) {
  ServiceView view{counter.registry.current(), nullptr, nullptr, {}};
  view.service = view.snapshot->service(id);
  if (view.service == nullptr || !view.service->audience.includes(asker.person())) {
    return unknown("error.service.unknown");
  }
  view.theme = view.snapshot->theme(view.service->theme);
  view.answers = readable(*view.snapshot, view.service->answers, asker);
  return view;
}

domain::Result<ArticleView> article(const Counter& counter, const Asker& asker, const std::string& id) {
  ArticleView view{counter.registry.current(), nullptr, {}};
  view.article = view.snapshot->article(id, asker.language);
  if (view.article == nullptr || !view.article->audience.includes(asker.person())) {
    return unknown("error.article.unknown");
  }
  for (const auto& service_id : view.article->services) {
    const domain::Service* service = view.snapshot->service(service_id);
    if (service != nullptr && service->audience.includes(asker.person())) view.services.push_back(service);
  }
  return view;
}

ArticleList articles(const Counter& counter, const Asker& asker) {
  ArticleList list{counter.registry.current(), {}};
  std::set<std::string_view> seen;
  for (const auto& article : list.snapshot->articles) {
    if (!seen.insert(article.id).second) continue;
    const domain::Article* version = list.snapshot->article(article.id, asker.language);
    if (version->audience.includes(asker.person())) list.articles.push_back(version);
  }
  std::sort(list.articles.begin(), list.articles.end(),
            [](const auto* left, const auto* right) { return left->title < right->title; });
  return list;
}

}  // namespace guichet::counter
