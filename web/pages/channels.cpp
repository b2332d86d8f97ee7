// SPDX-License-Identifier: GPL-3.0-or-later
// Where the university listens to people in distress: what the service centre writes, shown before anything else.
#include "kernel/counter/distress.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/words_pages.hpp"

namespace guichet::web::pages {
namespace {

constexpr const char* channels_url = "/canaux-confidentiels";

counter::ConfidentialChannel channel_in(const server::Fields& form, const std::string& kind) {
  const auto value = [&](const char* name) { return std::string(form.value(std::string(name) + "-" + kind)); };
  return {{value("fr"), value("en")}, value("link"), value("phone"), value("mail"), value("team")};
}

View channel_view(const Visit& visit, matching::Distress kind, const counter::ConfidentialChannel& channel,
                  const std::vector<domain::FieldError>& errors) {
  const std::string name(matching::name_of(kind));
  std::vector<View> teams;
  for (const domain::Team& team : visit.counter().registry.current()->teams) {
    if (team.group) continue;
    teams.push_back(View()
                        .text("value", team.id)
                        .text("label", team.title.in(visit.language()))
                        .flag("selected", team.id == channel.team));
  }
  std::vector<View> lines;
  const auto line = [&](const char* field, const std::string& value, const char* type) {
    lines.push_back(View()
                        .text("element", std::string(field) + "-" + name)
                        .text("label", visit.texts().text(std::string("channels.") + field))
                        .text("type", type)
                        .text("value", value)
                        .maybe("wrong", wrong_in(visit, errors, std::string(field) + "-" + name)));
  };
  line("fr", channel.text.fr, "text");
  line("en", channel.text.en, "text");
  line("phone", channel.phone, "tel");
  line("mail", channel.mail, "email");
  line("link", channel.link, "url");
  return View()
      .text("kind", name)
      .text("title", visit.texts().text("channels.kind-" + name))
      .list("lines", std::move(lines))
      .list("teams", std::move(teams))
      .maybe("team_wrong", wrong_in(visit, errors, "team-" + name));
}

server::Response show(Visit& visit, const std::vector<counter::ConfidentialChannel>& channels,
                      const std::vector<domain::FieldError>& errors, int status) {
  std::vector<View> views;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    views.push_back(channel_view(visit, counter::kinds_of_distress.at(i), channels[i], errors));
  }
  std::vector<std::pair<std::string, std::string>> lines;
  for (const domain::FieldError& error : errors) lines.emplace_back(error.field, wrong_in(visit, errors, error.field));
  View data;
  data.maybe("said", words_said(visit)).list("channels", std::move(views));
  add_errors(data, lines);
  return visit.page("channels", std::move(data), Section::none, status);
}

server::Response show_channels(Visit& visit) {
  const auto channels = counter::confidential_channels(visit.counter(), visit.asker());
  return channels ? show(visit, *channels, {}, 200) : show_error(visit, channels.error());
}

server::Response save_channels(Visit& visit) {
  std::vector<counter::ConfidentialChannel> channels;
  for (const auto kind : counter::kinds_of_distress) {
    channels.push_back(channel_in(visit.request().form, std::string(matching::name_of(kind))));
  }
  const auto done = counter::set_confidential_channels(visit.counter(), visit.asker(), channels);
  if (done) return visit.go_to(std::string(channels_url) + "?dit=channels");
  return status_of(done.error().kind) == 422 ? show(visit, channels, done.error().fields, 422)
                                             : show_error(visit, done.error());
}

}  // namespace

void add_channel_page(Pages& pages) {
  pages.get(channels_url, show_channels);
  pages.post(channels_url, save_channels);
}

}  // namespace guichet::web::pages
