# One way of declaring each kind of target, so that a folder's CMakeLists.txt only lists what it holds.

# guichet_library(NAME SOURCES file... [USES target...]): a static library of the kernel, the sdk or the web.
function(guichet_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC guichet_flags ${arg_USES})
  guichet_precompile(${name})
endfunction()

# guichet_executable(NAME SOURCES file... [USES target...]): a program in build/<preset>/bin.
function(guichet_executable name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  # Compiled as the libraries are (-fPIC and not -fPIE), or g++ refuses the precompiled header they share.
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${name} PRIVATE -fPIC)
  target_link_libraries(${name} PRIVATE guichet_flags ${arg_USES})
  guichet_precompile(${name})
endfunction()

# guichet_test(NAME LABEL label SOURCES file... [USES target...] [FIXTURES fixture...] [SERIAL]): one test program
# of GoogleTest. LABEL: unit, integration, journey, hostile, compat or fuzz.
# FIXTURES names ctest fixtures it needs (`postgresql`: a server the run starts once). CONCURRENT: it tests what runs on
# several threads, so it runs under ThreadSanitizer too.
add_custom_target(unit_tests)
add_custom_target(concurrent_tests)
function(guichet_test name)
  cmake_parse_arguments(arg "SERIAL;CONCURRENT" "LABEL;TIMEOUT" "SOURCES;USES;FIXTURES;ENVIRONMENT" ${ARGN})
  guichet_executable(${name} SOURCES ${arg_SOURCES} USES ${arg_USES} GTest::gtest GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  if(arg_LABEL STREQUAL "unit")
    add_dependencies(unit_tests ${name})
  endif()
  if(arg_CONCURRENT)
    add_dependencies(concurrent_tests ${name})
    list(APPEND arg_LABEL concurrent)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT})
  if(arg_FIXTURES)
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED "${arg_FIXTURES}")
  endif()
  if("postgresql" IN_LIST arg_FIXTURES)
    list(APPEND arg_ENVIRONMENT
      "GUICHET_TEST_POSTGRESQL=postgresql:///postgres?host=${CMAKE_BINARY_DIR}/postgresql/socket&user=postgres")
  endif()
  if(arg_ENVIRONMENT)
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "${arg_ENVIRONMENT}")
  endif()
  if(arg_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()

# The heavy standard and JSON headers, compiled once for all of our C++ targets.
option(GUICHET_PCH "Use precompiled headers" ON)
if(GUICHET_PCH)
  file(WRITE ${CMAKE_BINARY_DIR}/generated/precompiled.cpp "// Carries the precompiled header.\n")
  add_library(guichet_precompiled STATIC ${CMAKE_BINARY_DIR}/generated/precompiled.cpp)
  target_link_libraries(guichet_precompiled PUBLIC guichet_flags)
  target_precompile_headers(guichet_precompiled PRIVATE
    "$<$<COMPILE_LANGUAGE:CXX>:<algorithm$<ANGLE-R>>" "$<$<COMPILE_LANGUAGE:CXX>:<chrono$<ANGLE-R>>"
    "$<$<COMPILE_LANGUAGE:CXX>:<functional$<ANGLE-R>>" "$<$<COMPILE_LANGUAGE:CXX>:<map$<ANGLE-R>>"
    "$<$<COMPILE_LANGUAGE:CXX>:<memory$<ANGLE-R>>" "$<$<COMPILE_LANGUAGE:CXX>:<optional$<ANGLE-R>>"
    "$<$<COMPILE_LANGUAGE:CXX>:<string$<ANGLE-R>>" "$<$<COMPILE_LANGUAGE:CXX>:<variant$<ANGLE-R>>"
    "$<$<COMPILE_LANGUAGE:CXX>:<vector$<ANGLE-R>>" "$<$<COMPILE_LANGUAGE:CXX>:<nlohmann/json.hpp$<ANGLE-R>>")
endif()
function(guichet_precompile target)
  if(GUICHET_PCH)
    target_precompile_headers(${target} REUSE_FROM guichet_precompiled)
  endif()
endfunction()
