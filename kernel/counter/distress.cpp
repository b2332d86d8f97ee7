// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/distress.hpp"

#include "kernel/counter/centre.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/domain/typed_text.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/past_needs.hpp"
#include "kernel/storage/settings.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using matching::Distress;
using nlohmann::json;

constexpr std::size_t longest_text = 500;
constexpr std::size_t longest_line = 200;

std::string key_of(Distress kind) {
  return "confidential-channel." + std::string(matching::name_of(kind));
}

ConfidentialChannel read_channel(storage::Connection& connection, Distress kind) {
  const auto kept = storage::Settings(connection).get(key_of(kind));
  const json value = kept ? json::parse(*kept, nullptr, false) : json::object();
  if (!value.is_object()) return {};
  const auto text = [&value](const char* name) {
    const auto found = value.find(name);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return {{text("fr"), text("en")}, text("link"), text("phone"), text("mail"), text("team")};
}

/// Whether a service was made for this: its own words say so.
bool speaks_of(const domain::Service& service, Distress kind) {
  const auto says = [kind](const std::string& words) { return matching::distress_in(words) == kind; };
  for (const auto* texts : {&service.says_fr, &service.says_en, &service.keywords_fr, &service.keywords_en}) {
    if (std::any_of(texts->begin(), texts->end(), says)) return true;
  }
  return says(service.title.fr) || says(service.title.en) || says(service.summary.fr) || says(service.summary.en);
}

/// Each text by itself, however deep: the words of one are not the beginning of another.
bool holds_distress(const json& value) {
  if (value.is_string()) return matching::distress_in(value.get_ref<const std::string&>()) != Distress::none;
  return value.is_structured() &&
         std::any_of(value.begin(), value.end(), [](const json& part) { return holds_distress(part); });
}

bool is_safe_link(const std::string& link) {
  return link.starts_with("https://") && std::none_of(link.begin(), link.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>';
         });
}

void check_channel(const plugins::Snapshot& snapshot, const ConfidentialChannel& channel, Distress kind,
                   std::vector<domain::FieldError>& errors) {
  const auto wrong = [&](const char* field, const char* message) {
    errors.push_back({std::string(field) + "-" + std::string(matching::name_of(kind)), message});
  };
  const auto check_length = [&](const char* field, const std::string& text, std::size_t most) {
    if (!is_text(text) || characters_of(text) > most) {
      errors.push_back(
          {std::string(field) + "-" + std::string(matching::name_of(kind)), "error.field.too-long", {{"max", most}}});
    }
  };
  check_length("fr", channel.text.fr, longest_text);
  check_length("en", channel.text.en, longest_text);
  check_length("link", channel.link, longest_line);
  if (!channel.link.empty() && !is_safe_link(channel.link)) wrong("link", "error.field.not-a-url");
  if (!channel.phone.empty() && (channel.phone.size() > 30 || !domain::typed::is_phone(channel.phone))) {
    wrong("phone", "error.field.not-a-phone");
  }
  if (!channel.mail.empty() && !domain::typed::email_of(channel.mail)) wrong("mail", "error.field.not-an-email");
  const domain::Team* const team = channel.team.empty() ? nullptr : snapshot.team(channel.team);
  if (!channel.team.empty() && (team == nullptr || team->group)) wrong("team", "error.field.not-a-team");
}

}  // namespace

Help help_for(const Counter& counter, const Asker& asker, Distress kind) {
  Help help;
  help.kind = kind;
  help.snapshot = counter.registry.current();
  std::vector<const domain::Service*> others;
  for (const domain::Service& service : help.snapshot->services) {
    if (!service.confidential || !service.audience.includes(asker.person())) continue;
    (speaks_of(service, kind) ? help.services : others).push_back(&service);
  }
  help.services.insert(help.services.end(), others.begin(), others.end());
  storage::Reader reader = counter.database.read();
  help.channel = read_channel(reader, kind);
  return help;
}

Distress distress_of(const FormState& state) {
  std::string words = state.title;
  for (const auto& [id, value] : state.answers.items()) {
    const domain::Field* const field = state.form->find(id);
    const bool written =
        field != nullptr && (field->type == domain::FieldType::text || field->type == domain::FieldType::paragraph);
    if (written && value.is_string()) words += "\n" + value.get_ref<const std::string&>();
  }
  return matching::distress_in(words);
}

bool tells_of_distress(std::string_view title, std::string_view words, const domain::Answers& answers) {
  return matching::distress_in(title) != Distress::none || matching::distress_in(words) != Distress::none ||
         holds_distress(answers);
}

std::set<domain::RequestId> told_later(storage::Connection& connection,
                                       const std::vector<domain::RequestId>& requests) {
  std::set<domain::RequestId> told;
  for (const storage::SaidLater& said : storage::PastNeeds(connection).said_later(requests)) {
    if (!told.contains(said.request) && matching::distress_in(said.body) != Distress::none) told.insert(said.request);
  }
  return told;
}

bool tells_of_distress(storage::Connection& connection, const domain::Request& request) {
  return tells_of_distress(request.title, request.words, request.answers) ||
         !told_later(connection, {request.id}).empty();
}

domain::RoutingDecision route_distress(const Counter& counter, const Asker& asker, const FormState& state,
                                       Distress kind) {
  const Help help = help_for(counter, asker, kind);
  const auto explained = [](const domain::Team& team) {
    return domain::RoutingDecision{
        team.id, {"route.confidential", {{"team", {{"fr", team.title.fr}, {"en", team.title.en}}}}, {}}};
  };
  if (const domain::Team* const team = help.snapshot->team(help.channel.team); team != nullptr && !team->group) {
    return explained(*team);
  }
  if (!help.services.empty() && speaks_of(*help.services.front(), kind)) {
    domain::RoutingInput input;
    input.requester = asker.person();
    input.answers = &state.answers;
    input.places = &counter.places;
    if (const auto found = domain::follow_routes(help.services.front()->route, help.snapshot->teams, input)) {
      if (const domain::Team* const team = help.snapshot->team(found->team)) return explained(*team);
    }
  }
  return explained(*help.snapshot->team(domain::triage_team));
}

Result<std::vector<ConfidentialChannel>> confidential_channels(const Counter& counter, const Asker& asker) {
  if (auto refused = refuse_unless_centre_administrator(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  std::vector<ConfidentialChannel> channels;
  for (const Distress kind : kinds_of_distress) channels.push_back(read_channel(reader, kind));
  return channels;
}

Result<Done> set_confidential_channels(const Counter& counter, const Asker& asker,
                                       const std::vector<ConfidentialChannel>& channels) {
  if (auto refused = refuse_unless_centre_administrator(asker)) return *refused;
  if (channels.size() != kinds_of_distress.size()) return Error{ErrorKind::invalid, "error.form.check", {}, {}, ""};
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  std::vector<domain::FieldError> errors;
  for (std::size_t i = 0; i < channels.size(); ++i) check_channel(*snapshot, channels[i], kinds_of_distress[i], errors);
  if (!errors.empty()) return Error{ErrorKind::invalid, "error.form.check", {}, errors, ""};
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    for (std::size_t i = 0; i < channels.size(); ++i) {
      const ConfidentialChannel& one = channels[i];
      const json value = {{"fr", one.text.fr},  {"en", one.text.en}, {"link", one.link},
                          {"phone", one.phone}, {"mail", one.mail},  {"team", one.team}};
      storage::Settings(connection).set(key_of(kinds_of_distress[i]), value.dump());
    }
    storage::Audit(connection).append({asker.now, asker.id(), "confidential-channel.set", "setting", "{}"});
    return Done{};
  });
}

}  // namespace guichet::counter
