// SPDX-License-Identifier: GPL-3.0-or-later
// The host functions that may still change. The members of each payload are called like the parameters in the header.
#include "kernel/plugins/worker/asking.hpp"
#include "kernel/plugins/worker/host_tables.hpp"

#include <guichet/ext/draft/connect.h>
#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/files.h>
#include <guichet/ext/draft/mail.h>
#include <guichet/ext/draft/people.h>
#include <guichet/ext/draft/requests-open.h>
#include <guichet/ext/draft/schedule.h>
#include <guichet/ext/draft/secrets.h>
#include <guichet/ext/draft/storage.h>

namespace guichet::plugins::worker {
namespace {

using nlohmann::json;

std::int32_t get_secret(const guichet_host* host, guichet_str name, const guichet_sink* value) {
  return CounterSide::of(host).ask(RunningCall::current(), GUICHET_EXT_SECRETS, "get", {{"name", text(name)}}, value);
}

std::int32_t find_person(const guichet_call* call, guichet_str who, const guichet_sink* person) {
  return ask(call, GUICHET_EXT_PEOPLE, "find", {{"who", text(who)}}, person);
}

std::int32_t unlock(const guichet_call* call, guichet_str account, const guichet_sink* answer) {
  return ask(call, GUICHET_EXT_DIRECTORY_MODIFY, "unlock", {{"account", text(account)}}, answer);
}

std::int32_t connect_to(const guichet_call* call, guichet_str host, std::uint32_t port, std::int32_t* descriptor,
                        const guichet_sink* answer) {
  return ask_for_descriptor(call, GUICHET_EXT_CONNECT, "open", {{"host", text(host)}, {"port", port}}, descriptor,
                            answer);
}

std::int32_t send_mail(const guichet_call* call, guichet_str name, guichet_json given, const guichet_sink* answer) {
  return with_value(given, [&](const json& message) {
    return ask(call, GUICHET_EXT_MAIL, "send", {{"name", text(name)}, {"message", message}}, answer);
  });
}

std::int32_t get_kept(const guichet_call* call, guichet_str key, const guichet_sink* found) {
  return ask(call, GUICHET_EXT_STORAGE, "get", {{"key", text(key)}}, found);
}

std::int32_t put_kept(const guichet_call* call, guichet_str key, std::uint64_t revision, guichet_json given) {
  return with_value(given, [&](const json& value) {
    return ask(call, GUICHET_EXT_STORAGE, "put", {{"key", text(key)}, {"revision", revision}, {"value", value}});
  });
}

std::int32_t remove_kept(const guichet_call* call, guichet_str key, std::uint64_t revision) {
  return ask(call, GUICHET_EXT_STORAGE, "remove", {{"key", text(key)}, {"revision", revision}});
}

std::int32_t list_kept(const guichet_call* call, guichet_str prefix, guichet_json given, const guichet_sink* keys) {
  return with_value(given, [&](const json& page) {
    return ask(call, GUICHET_EXT_STORAGE, "list", {{"prefix", text(prefix)}, {"page", page}}, keys);
  });
}

std::int32_t run_at(const guichet_call* call, guichet_str name, std::int64_t when, guichet_json given,
                    const guichet_sink* answer) {
  return with_value(given, [&](const json& input) {
    return ask(call, GUICHET_EXT_SCHEDULE, "at", {{"name", text(name)}, {"when", when}, {"input", input}}, answer);
  });
}

std::int32_t open_file(const guichet_call* call, guichet_str attachment, std::int32_t* descriptor,
                       const guichet_sink* facts) {
  return ask_for_descriptor(call, GUICHET_EXT_FILES, "open", {{"attachment", text(attachment)}}, descriptor, facts);
}

std::int32_t add_file(const guichet_call* call, guichet_str name, std::int32_t* descriptor,
                      const guichet_sink* answer) {
  return ask_for_descriptor(call, GUICHET_EXT_FILES, "add", {{"name", text(name)}}, descriptor, answer);
}

std::int32_t open_request(const guichet_call* call, guichet_str service, guichet_json given,
                          const guichet_sink* answer) {
  return with_value(given, [&](const json& request) {
    return ask(call, GUICHET_EXT_REQUESTS_OPEN, "open", {{"service", text(service)}, {"request", request}}, answer);
  });
}

constexpr guichet_host_secrets secrets = {sizeof(guichet_host_secrets), 0, get_secret};
constexpr guichet_host_people people = {sizeof(guichet_host_people), 0, find_person};
constexpr guichet_host_directory_modify directory = {sizeof(guichet_host_directory_modify), 0, unlock};
constexpr guichet_host_connect connections = {sizeof(guichet_host_connect), 0, connect_to};
constexpr guichet_host_mail mail = {sizeof(guichet_host_mail), 0, send_mail};
constexpr guichet_host_storage storage = {sizeof(guichet_host_storage), 0, get_kept, put_kept, remove_kept, list_kept};
constexpr guichet_host_schedule schedule = {sizeof(guichet_host_schedule), 0, run_at};
constexpr guichet_host_files files = {sizeof(guichet_host_files), 0, open_file, add_file};
constexpr guichet_host_requests_open requests_open = {sizeof(guichet_host_requests_open), 0, open_request};

struct Table {
  std::string_view id;
  const void* functions;
};

constexpr Table tables[] = {
    {GUICHET_EXT_SECRETS, &secrets},     {GUICHET_EXT_PEOPLE, &people}, {GUICHET_EXT_DIRECTORY_MODIFY, &directory},
    {GUICHET_EXT_CONNECT, &connections}, {GUICHET_EXT_MAIL, &mail},     {GUICHET_EXT_STORAGE, &storage},
    {GUICHET_EXT_SCHEDULE, &schedule},   {GUICHET_EXT_FILES, &files},   {GUICHET_EXT_REQUESTS_OPEN, &requests_open},
};

}  // namespace

const void* draft_host_table(std::string_view id) {
  for (const Table& table : tables) {
    if (table.id == id) return table.functions;
  }
  return nullptr;
}

}  // namespace guichet::plugins::worker
