# The plugin host: the protocol, the worker's executable and the supervisor. The rest of this folder is data only and
# knows none of it.
# Fuzzers put something else in their place: each is an object of its own.
set_source_files_properties(supervisor/process.cpp worker/channel.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

guichet_library(guichet_plugin_rpc
  SOURCES rpc/frame.cpp
  USES nlohmann_json::nlohmann_json)

guichet_library(guichet_worker_session
  SOURCES worker/channel.cpp worker/counter_side.cpp worker/draft_host_tables.cpp worker/host_tables.cpp
          worker/landlock.cpp worker/loaded_plugin.cpp worker/plugin_functions.cpp worker/running_call.cpp
          worker/sandbox.cpp worker/seccomp.cpp worker/session.cpp
  USES guichet_plugin_api guichet_plugin_rpc PkgConfig::libseccomp Threads::Threads ${CMAKE_DL_LIBS})
guichet_executable(guichet-worker SOURCES worker/main.cpp USES guichet_worker_session)

guichet_library(guichet_plugin_host
  SOURCES address.cpp connect.cpp host.cpp supervisor/answer_request.cpp supervisor/exchange.cpp
          supervisor/host_functions.cpp supervisor/host_parts.cpp supervisor/log_tail.cpp supervisor/outcome.cpp
          supervisor/outgoing.cpp supervisor/poller.cpp supervisor/process.cpp supervisor/replacement.cpp
          supervisor/restart_policy.cpp supervisor/slot_process.cpp supervisor/slot_traffic.cpp
  USES guichet_plugin_api guichet_plugin_rpc Threads::Threads)

guichet_test(plugins_frame_test LABEL unit SOURCES rpc/frame_test.cpp USES guichet_plugin_rpc)
guichet_test(plugins_supervisor_test LABEL unit
  SOURCES connect_test.cpp supervisor/outcome_test.cpp supervisor/outgoing_test.cpp supervisor/restart_policy_test.cpp
  USES guichet_plugin_host)
guichet_test(plugins_worker_test LABEL unit SOURCES worker/channel_test.cpp USES guichet_worker_session)
