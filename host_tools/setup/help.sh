#!/bin/sh
# What `make` alone prints: the commands, in plain words.
set -eu
HERE=$(dirname "$0")
# shellcheck source=host_tools/setup/common.sh
. "$HERE/common.sh"

if [ "$russian" = 1 ]; then
    cat <<'RUSSIAN'
Самодельные устройства в умном доме Sber: программа для плат и инструменты для компьютера.

  make run              показать: местное облако Sber и плата, которой нет; адреса страниц напечатает
  make smoke            то же без человека: команды каждому виду устройств, таблица, итог
  make test             проверить всё: оформление кода и тесты
  make bench            измерить память и размер
  make setup            подготовить .tools (остальные команды делают это сами)
  make setup-browser    то же и пакеты для тестов, которым нужен браузер (50 МБ; без них эти тесты пропускаются)
  make lint             только оформление кода
  make check-generated  совпадают ли созданные файлы со своим источником
  make coverage         какие строки чистых модулей прошли тесты
  make clean            убрать то, что создали тесты и сборка (.tools остаётся; удалить: rm -r .tools)

Добавить слова к команде: make run ARGS="--help". На настоящую плату: README.md.
RUSSIAN
else
    cat <<'ENGLISH'
Home-made devices in the Sber smart home: firmware for boards, tools for your computer.

  make run              see it: a local Sber cloud and a board that is not there; prints the pages' addresses
  make smoke            the same without a person: commands to each kind of device, a table, a verdict
  make test             prove it: code style and all tests
  make bench            measure memory and size
  make setup            prepare .tools (the other commands do it by themselves)
  make setup-browser    the same, and packages for the tests that need a browser (50 MB; else these are skipped)
  make lint             code style only
  make check-generated  whether generated files match their source
  make coverage         which lines of the pure modules the tests went through
  make clean            remove what tests and builds made (.tools stays; to remove it: rm -r .tools)

More words for a command: make run ARGS="--help". On to a real board: README.md.
ENGLISH
fi
