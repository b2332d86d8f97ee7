// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin with code declares beside services and teams: each mistake by file and line.
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/rules/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::plugins::authoring {
namespace {

using testing::HasSubstr;

constexpr const char* plugin = "plugin.yaml";
constexpr const char* badge = "services/badge.yaml";

SourceTree badge_office() {
  return {{plugin, R"(id: badges
version: 1.0.0
kernel: ">=0.1 <1.0"
name: { fr: "Badges", en: "Badges" }
department: { fr: "Direction des badges", en: "Badge office" }
capabilities: [settings, secrets, connect, mail]
library: true
threads: 2
memory: 128MB
requires:
  - { plugin: facilities, version: ">=1.0 <2.0" }
connect:
  - { host: badges.univ.example, port: 443, why: { fr: "Le serveur des badges", en: "The badge server" } }
settings:
  - { id: printer, type: choice, label: { fr: "Imprimante", en: "Printer" }, default: north, options: [ { value: north, label: { fr: Nord, en: North } }, { value: south, label: { fr: Sud, en: South } } ] }
  - { id: key, type: text, label: { fr: "Clé", en: "Key" }, secret: true }
themes:
  - { id: my-badge, title: { fr: "Mon badge", en: "My badge" } }
teams:
  - { id: desk, title: { fr: "Accueil", en: "Front desk" } }
automations:
  - { id: print, title: { fr: "Imprimer", en: "Print" }, idempotent: true }
option-sources:
  - { id: photos, title: { fr: "Photos", en: "Photos" }, deadline: 800ms }
validators:
  - { id: one-badge, title: { fr: "Un seul badge", en: "One badge only" } }
schedules:
  - { id: expire, title: { fr: "Périmer", en: "Expire" }, idempotent: true, at: "06:30", days: [mon, thu] }
  - { id: remind, title: { fr: "Rappeler", en: "Remind" }, idempotent: false }
calendars:
  - id: counter
    title: { fr: "Heures du comptoir", en: "Counter hours" }
    hours: [ { days: [mon, tue], from: "08:30", to: "12:00" }, { days: [mon], from: "13:00", to: "17:00" } ]
    closed: [2026-12-24]
mail-templates:
  - id: ready
    title: { fr: "Badge prêt", en: "Badge ready" }
    subject: { fr: "{{request.reference}} : votre badge", en: "{{request.reference}}: your badge" }
    body: { fr: "Bonjour {{ reader.name }}{{#where}}, au {{where}}{{/where}}", en: "Hello {{reader.name}}{{^where}}!{{/where}}" }
    variables: [ { id: where, title: { fr: "Où", en: "Where" } } ]
panels:
  - { id: history, title: { fr: "Badges", en: "Badges" }, place: request, services: [badge] }
sign-in:
  - { id: by-badge, title: { fr: "Avec mon badge", en: "With my badge" }, kind: redirect }
directory:
  - { id: holders, title: { fr: "Porteurs", en: "Holders" }, refresh: 1d }
transport:
  - { id: sms, title: { fr: "Par SMS", en: "By text message" }, address: phone }
assistant:
  - { id: guess, title: { fr: "Devin", en: "Guess" } }
)"},
          {badge, R"(id: badge
title: { fr: "Un badge", en: "A badge" }
summary: { fr: "Pour entrer", en: "To get in" }
theme: my-badge
kind: request
says: { fr: [un badge, carte perdue, badge perdu, nouvelle carte, refaire mon badge, carte cassée, badge volé, entrer] }
form:
  - { id: photo, type: choice, label: { fr: "Photo", en: "Photo" }, source: photos }
  - { id: colour, type: choices, label: { fr: "Couleur", en: "Colour" }, source: facilities/colours }
validators: [one-badge, facilities/allowed]
route: { team: desk }
commitment: { resolve: 4h, calendar: counter }
)"}};
}

std::string report_after(const char* file, std::string_view from, std::string_view to) {
  SourceTree sources = badge_office();
  std::string& text = sources.at(file);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "the sample does not hold " + std::string(from);
  text.replace(at, from.size(), to);
  return report(sources);
}

TEST(Contributions, OfEveryKindAreTakenWithoutAWord) {
  EXPECT_EQ(report(badge_office()), "");
  const auto manifest = compile_sources(badge_office(), no_library).manifest;
  EXPECT_EQ(manifest["mail-templates"][0]["variables"][0]["id"], "where");
  EXPECT_EQ(manifest["services"][0]["form"][0]["source"], "photos");
}

TEST(Contributions, HaveASchemaEachWithEveryPropertyDescribed) {
  std::set<std::string> ids;
  const std::function<void(const nlohmann::json&, const std::string&)> visit = [&](const auto& schema,
                                                                                   const std::string& where) {
    const nlohmann::json properties = schema.value("properties", nlohmann::json::object());
    for (const auto& [name, property] : properties.items()) {
      EXPECT_TRUE(property.contains("description") || property.contains("$ref")) << where << "/" << name;
    }
    EXPECT_FALSE(schema.contains("pattern")) << where;
    for (const auto& [name, child] : schema.items()) {
      if (child.is_object()) visit(child, where + "/" + name);
    }
  };
  for (const auto& [name, schema] : published_schemas()) {
    EXPECT_EQ(schema.at("$schema"), "http://json-schema.org/draft-07/schema#") << name;
    EXPECT_EQ(schema.at("$id"), "https://guichet.example/schema/1/" + name + ".json");
    EXPECT_TRUE(ids.insert(schema.at("$id").template get<std::string>()).second);
    EXPECT_TRUE(schema.contains("description")) << name;
    visit(schema, name);
  }
  EXPECT_GE(ids.size(), 24U);
}

struct Slip {
  const char* file;
  const char* from;
  const char* to;
  const char* says;
};
class Slips : public testing::TestWithParam<Slip> {};

TEST_P(Slips, AreNamedByFileLineAndRule) {
  EXPECT_THAT(report_after(GetParam().file, GetParam().from, GetParam().to), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Library, Slips,
    testing::Values(
        Slip{plugin, "library: true\n", "", "plugin.yaml:24: validators: validators are code: add `library: true`"},
        Slip{plugin, "threads: 2", "threads: 17", "plugin.yaml:8: threads: 17 is too big: at most 16"},
        Slip{plugin, "memory: 128MB", "memory: 2MB", "plugin.yaml:9: memory: \"2MB\" is too little"},
        Slip{plugin, "memory: 128MB", "memory: lots", "plugin.yaml:9: memory: \"lots\" is not a size"},
        Slip{plugin, "plugin: facilities", "plugin: badges",
             "plugin.yaml:11: requires[0].plugin: a plugin cannot require itself"},
        Slip{plugin, ">=1.0 <2.0", "any", "plugin.yaml:11: requires[0].version: \"any\" is not a range"},
        Slip{plugin, "secrets, connect, mail", "secrets, mail",
             "plugin.yaml:12: connect: it names hosts to connect to: add \"connect\" to `capabilities`"},
        Slip{plugin, "connect, mail]", "connect]",
             "mail-templates: it declares messages to send: add \"mail\" to `capabilities`"},
        Slip{plugin, "settings, secrets,", "settings,", "plugin.yaml:14: settings: it has secret settings: add"},
        Slip{plugin, "[settings, secrets", "[secrets", "plugin.yaml:14: settings: it has settings: add \"settings\""},
        Slip{plugin, ", secret: true", "",
             "plugin.yaml:6: warning: capabilities[1]: \"secrets\" does nothing without `settings`"},
        Slip{plugin, "badges.univ.example", "https://badges", "connect[0].host: \"https://badges\" is not the name of"},
        Slip{plugin, "port: 443", "port: 70000", "plugin.yaml:13: connect[0].port: 70000 is too big"},
        Slip{plugin, "    title: { fr: \"Heures", "    titel: { fr: \"Heures", "did you mean \"title\"?"},
        Slip{plugin, "services: [badge]", "services: [budge]",
             "panels[0].services[0]: there is no service \"budge\"; did you mean \"badge\"?"},
        Slip{plugin, "place: request", "place: home", "panels[0].place: \"home\" is not a place of a panel"},
        Slip{plugin, "kind: redirect", "kind: saml", "sign-in[0].kind: \"saml\" is not a kind of sign-in"},
        Slip{plugin, "address: phone", "address: fax", "transport[0].address: \"fax\" is not a kind of address"},
        Slip{plugin, "refresh: 1d", "refresh: 90d", "directory[0].refresh: \"90d\" is not an interval"},
        Slip{plugin, "id: photos,", "id: Photos,", "plugin.yaml:24: option-sources[0].id: \"Photos\" is not an id"},
        Slip{plugin, "id: remind", "id: expire", "schedules[1].id: there are two schedules with the id \"expire\""}));

INSTANTIATE_TEST_SUITE_P(
    Settings, Slips,
    testing::Values(
        Slip{plugin, "default: north", "default: west",
             "plugin.yaml:15: settings[0].default: \"west\" is not one of the options"},
        Slip{plugin, "default: north", "default: 3", "settings[0].default: 3 is not one of the options"},
        Slip{plugin, "secret: true", "secret: true, default: hunter2", "settings[1].default: everybody could read it"},
        Slip{plugin, "type: text", "type: integer", "settings[1].secret: `secret` says nothing about a field of"},
        Slip{plugin, "type: text", "type: file", "settings[1].type: a setting cannot be of the type \"file\""},
        Slip{plugin, "{ id: key, type: text,", "{ id: key, type: text, prefill: requester.name,",
             "settings[1].prefill: is for forms"}));

INSTANTIATE_TEST_SUITE_P(
    Forms, Slips,
    testing::Values(
        Slip{badge, "source: photos", "source: photo",
             "services/badge.yaml:8: form[0].source: there is no option source \"photo\"; did you mean \"photos\"?"},
        Slip{badge, "source: photos", "level: room", "form[0]: \"options\" is missing: what can be chosen"},
        Slip{badge, "type: choice,", "type: text,", "form[0].source: `source` says nothing about a field of the type"},
        Slip{badge, "source: photos", "source: photos, secret: true", "form[0].secret: is for settings"},
        Slip{
            badge, "source: photos",
            "source: photos, options: [ { value: a, label: { fr: A, en: A } }, { value: b, label: { fr: B, en: B } } ]",
            "form[0].source: says what `options` says already"},
        Slip{badge, "facilities/colours", "paint/colours",
             "services/badge.yaml:9: form[1].source: the option source \"paint/colours\" is another plugin's: name"},
        Slip{badge, "[one-badge,", "[two-badges,",
             "services/badge.yaml:10: validators[0]: there is no validator \"two-badges\""},
        Slip{badge, "calendar: counter", "calendar: desk", "commitment.calendar: there is no calendar \"desk\""}));

INSTANTIATE_TEST_SUITE_P(
    Times, Slips,
    testing::Values(
        Slip{plugin, "at: \"06:30\"", "at: \"6:30\"", "plugin.yaml:28: schedules[0].at: \"6:30\" is not a time of day"},
        Slip{plugin, "at: \"06:30\"", "at: \"06:30\", every: 1d", "schedules[0].every: either `every` or `at`"},
        Slip{plugin, "at: \"06:30\"", "every: 1d", "schedules[0].days: says nothing without `at`"},
        Slip{plugin, "days: [mon, thu]", "days: [monday]", "is not a day of the week; did you mean \"mon\"?"},
        Slip{plugin, "from: \"13:00\"", "from: \"11:00\"",
             "hours[1]: is open on mon at a time when it is open already"},
        Slip{plugin, "to: \"17:00\"", "to: \"12:30\"", "calendars[0].hours[1].to: is not later than `from`"},
        Slip{plugin, "id: counter", "id: university", "calendars[0].id: \"university\" is the calendar of the whole"},
        Slip{plugin, "2026-12-24", "2026-12-34", "calendars[0].closed[0]: \"2026-12-34\" is not a date"}));

INSTANTIATE_TEST_SUITE_P(
    MailTemplates, Slips,
    testing::Values(Slip{plugin, "{{ reader.name }}", "{{{reader.name}}}",
                         "mail-templates[0].body.fr: \"{{{\" is not allowed here: write {{name}}"},
                    Slip{plugin, "{{ reader.name }}", "{{&reader.name}}", "body.fr: \"{{&\" is not allowed here"},
                    Slip{plugin, "{{ reader.name }}", "{{> header}}", "body.fr: \"{{>\" is not allowed here"},
                    Slip{plugin, "{{ reader.name }}", "{{=<% %>=}}", "body.fr: \"{{=\" is not allowed here"},
                    Slip{plugin, "{{ reader.name }}", "{{wehre}}",
                         "there is no variable \"wehre\"; did you mean \"where\"?"},
                    Slip{plugin, "{{ reader.name }}", "{{password}}",
                         "there is no variable \"password\": declare it under `variables`"},
                    Slip{plugin, "{{ reader.name }}", "{{reader.name", "there is no variable"},
                    Slip{plugin, "{{/where}}\", en", "\", en", "body.fr: {{#where}} is not closed with {{/where}}"},
                    Slip{plugin, "{{^where}}!", "!", "body.en: {{/where}} closes what was not opened"},
                    Slip{plugin, "{{ reader.name }}", "{{#where}}{{#where}}{{#where}}{{#where}}",
                         "body.fr: sections are nested more than 3 deep"},
                    Slip{plugin, "variables: [", "variables: [ { id: when, title: { fr: Quand, en: When } },",
                         "warning: mail-templates[0].variables[0].id: \"when\" is in none of the texts"}));

TEST(MailTemplates, AreBoundedInTheirTags) {
  std::string tags;
  for (int i = 0; i < 201; ++i) tags += "{{where}}";
  EXPECT_THAT(report_after(plugin, "{{ reader.name }}", tags), HasSubstr("body.fr: has more than 200 tags"));
}

}  // namespace
}  // namespace guichet::plugins::authoring
