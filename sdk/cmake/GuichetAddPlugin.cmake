# SPDX-License-Identifier: Apache-2.0
# guichet_add_plugin(NAME [SOURCES file...])
#
# Builds the plugin of the current folder (plugin.yaml, services/, docs/) into GUICHET_BUNDLE_DIR/NAME-VERSION.guichet,
# by default in the build folder. NAME is the plugin's id. SOURCES are its C or C++ files; a plugin without code gets
# an empty library, so that every bundle is checked and loaded alike. Errors name file, line and rule.
#
# The library links the C++ runtime statically and exports `guichet_plugin_entry` alone: a bundle is loaded for years by
# kernels built with other compilers, so nothing in it may depend on the runtime of the machine that built it, nor share
# symbols with the worker. It costs about one megabyte a plugin.
#
# After enable_testing(), ctest also runs `guichet-sdk check` on the bundle and the scenarios, when there are some.
#
# guichet_add_plugin_test(NAME SOURCES file...)
#
# A GoogleTest program of the plugin NAME, which holds the plugin's own code and <guichet/sdk/testing/fake_host.hpp>:
# in one process, so that a debugger steps through. Needs GoogleTest (Debian: libgtest-dev).

set(guichet_sdk_cmake_dir ${CMAKE_CURRENT_LIST_DIR})

function(guichet_add_plugin name)
  cmake_parse_arguments(arg "" "" "SOURCES" ${ARGN})
  set(own_sources ${arg_SOURCES})
  list(TRANSFORM own_sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]")
  if(NOT arg_SOURCES)
    set(arg_SOURCES ${guichet_sdk_cmake_dir}/empty_plugin.c)
    enable_language(C)
  endif()

  set(yaml ${CMAKE_CURRENT_SOURCE_DIR}/plugin.yaml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${yaml})
  file(STRINGS ${yaml} version_line REGEX "^version:")
  if(NOT version_line MATCHES "[0-9]+\\.[0-9]+\\.[0-9]+")
    message(FATAL_ERROR "${yaml}: version is missing: write three numbers, such as `version: 1.0.0`")
  endif()
  set(version ${CMAKE_MATCH_0})

  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE GuichetSdk::headers)
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME plugin
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name}
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${guichet_sdk_cmake_dir}/plugin.map
    GUICHET_SOURCES "${own_sources}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # A symbol marked unique stays loaded for the life of the process.
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-gnu-unique>)
  endif()
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${guichet_sdk_cmake_dir}/plugin.map -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,--gc-sections -Wl,--as-needed
    $<$<LINK_LANGUAGE:CXX>:-static-libstdc++> -static-libgcc)

  if(GUICHET_QUICK AND own_sources MATCHES "\\.(cpp|cxx|cc)")
    # While somebody waits for each saved file: the wrapper's headers are read once, and JSON is compiled once.
    target_sources(${name} PRIVATE ${guichet_sdk_cmake_dir}/quick.cpp)
    set_source_files_properties(${guichet_sdk_cmake_dir}/quick.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_compile_definitions(${name} PRIVATE GUICHET_SDK_QUICK)
    target_precompile_headers(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${guichet_sdk_cmake_dir}/quick.hpp>)
  endif()

  if(NOT GUICHET_BUNDLE_DIR)
    set(GUICHET_BUNDLE_DIR ${CMAKE_CURRENT_BINARY_DIR})
  endif()
  set(bundle ${GUICHET_BUNDLE_DIR}/${name}-${version}.guichet)
  file(GLOB contents CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/services/*.yaml ${CMAKE_CURRENT_SOURCE_DIR}/docs/*.md)
  add_custom_command(OUTPUT ${bundle}/manifest.json
    COMMAND ${GuichetSdk_TOOL} build ${CMAKE_CURRENT_SOURCE_DIR} --library $<TARGET_FILE:${name}> --output ${bundle}
    DEPENDS ${name} ${yaml} ${contents} ${GuichetSdk_TOOL}
    COMMENT "Bundle ${name}-${version}.guichet" VERBATIM)
  add_custom_target(${name}-bundle ALL DEPENDS ${bundle}/manifest.json)
  if(NOT TARGET guichet-bundles)
    add_custom_target(guichet-bundles)
  endif()
  add_dependencies(guichet-bundles ${name}-bundle)

  add_test(NAME ${name}-check COMMAND ${GuichetSdk_TOOL} check ${bundle})
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/scenarios)
    add_test(NAME ${name}-scenarios COMMAND ${GuichetSdk_TOOL} test ${CMAKE_CURRENT_SOURCE_DIR} --bundle ${bundle})
  endif()
endfunction()

function(guichet_add_plugin_test name)
  cmake_parse_arguments(arg "" "" "SOURCES" ${ARGN})
  find_package(GTest QUIET)
  if(NOT GTest_FOUND)
    message(STATUS "${name}: its unit tests are left out, since GoogleTest is not installed (Debian: libgtest-dev)")
    return()
  endif()
  get_target_property(plugin_sources ${name} GUICHET_SOURCES)
  add_executable(${name}-test ${arg_SOURCES} ${plugin_sources})
  target_link_libraries(${name}-test PRIVATE GuichetSdk::headers GTest::gtest_main)
  set_target_properties(${name}-test PROPERTIES
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
  add_test(NAME ${name}-test COMMAND ${name}-test)
endfunction()
