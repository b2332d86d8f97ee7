// SPDX-License-Identifier: Apache-2.0
// A plugin that uses every draft of the contract once, through today's SDK. It changes when they do.
#include <guichet/sdk/plugin.hpp>

#include <unistd.h>

#include <array>

using namespace guichet::sdk;

namespace {

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 256> bytes;
  for (ssize_t count = 0; (count = read(descriptor, bytes.data(), bytes.size())) > 0;)
    text.append(bytes.data(), static_cast<std::size_t>(count));
  return text;
}

Outcome reads(const Call& call) {
  const Host& host = call.host();
  return done({{"secret", host.secrets().get("key").value},
               {"person", host.people().find("requester").value},
               {"kept", host.storage().get("count").value},
               {"keys", host.storage().list("c").value},
               {"unset", host.secrets().get("nothing").code}});
}

Outcome connects(const Call& call) {
  const Opened opened = call.host().connections().open("ldap.univ.example", 636);
  if (!opened) return failed({"Pas de connexion.", "No connection: " + opened.answer.message()});
  return done({{"said", read_all(opened.descriptor.get())}});
}

Outcome copies_file(const Call& call) {
  const Opened from = call.host().files().open(call.text("file"));
  if (!from) return failed({"Pas de fichier.", "No file."});
  Opened to = call.host().files().add("copy of " + from.answer.value["name"].get<std::string>());
  if (!to) return failed({"Pas de copie.", "No copy."});
  const std::string content = read_all(from.descriptor.get());
  const bool written =
      write(to.descriptor.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size());
  to.descriptor.reset();
  return done({{"type", from.answer.value["type"]}, {"written", written}});
}

Outcome changes(const Call& call) {
  const Host& host = call.host();
  nlohmann::json codes = nlohmann::json::array();
  codes.push_back(host.mail().send("ready", "requester", {{"where", "Aix"}}).code);
  codes.push_back(host.schedules().at("expire", std::chrono::system_clock::time_point(), {{"n", 1}}).code);
  codes.push_back(host.sub_requests().open("facilities/key", {{"room", "12"}}).code);
  codes.push_back(host.directory().unlock("dupont").code);
  const Answer kept = host.storage().get("count");
  const std::uint64_t revision = kept ? kept.value["revision"].get<std::uint64_t>() : 0;
  codes.push_back(host.storage().put("count", revision, kept ? kept.value["value"].get<int>() + 1 : 1).code);
  codes.push_back(host.storage().put("other", 17, "x").code);
  return done({{"codes", codes}});
}

Outcome expire(const Call& occasion) {
  return done({{"due", occasion.input()["due"]}});
}

Blocks history(const Call& about) {
  return Blocks()
      .text({"Badges", "Badges"})
      .figure({"Nombre", "Number"}, "3", {"badges", "badges"})
      .table({{"Date", "Date"}}, {{about.input()["request"]["reference"].get<std::string>()}})
      .link({"Voir", "See"}, "https://badges.univ.example");
}

std::optional<Identity> finish(const Call& proof) {
  if (proof.input()["query"].value("ticket", "") != "good") return std::nullopt;
  return Identity{"dupont", "Jeanne Dupont", "", "two-factor"};
}

}  // namespace

GUICHET_PLUGIN(drafts) {
  plugin.automation("reads", reads);
  plugin.automation("connects", connects);
  plugin.automation("copies-file", copies_file);
  plugin.automation("changes", changes);
  plugin.schedule("expire", expire);
  plugin.panel("history", history);
  plugin.sign_in("by-badge",
                 {[](const Call& visit) { return "https://sso.example/?service=" + visit.text("back"); }, finish});
  plugin.directory("holders", {[](const Call& who) -> std::optional<nlohmann::json> {
                                 if (who.text("login") != "dupont") return std::nullopt;
                                 return nlohmann::json{{"login", "dupont"}};
                               },
                               [](const Call&) -> nlohmann::json {
                                 return {{"people", nlohmann::json::array({{{"login", "dupont"}}})}};
                               }});
  plugin.transport("sms", [](const Call& message) { return done({{"to", message.input()["to"]["phone"]}}); });
  plugin.assistant("guess", [](const Call& question) -> std::vector<Proposal> {
    return {{question.input()["services"][0]["id"].get<std::string>(), Text{"Parce que.", "Because."}, {}}};
  });
}
