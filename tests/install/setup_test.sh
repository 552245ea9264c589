#!/bin/sh
# What tools/setup says, with stand-ins for dpkg-query, id and apt-get: setup_test.sh SOURCE_DIR
set -u
setup=$1/tools/setup
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# A machine: the packages it has, and who runs. What apt-get is asked to do is written down instead.
machine() {
  mkdir -p "$work/bin"
  printf '#!/bin/sh\necho %s\n' "$1" >"$work/bin/id"
  cat >"$work/bin/dpkg-query" <<END
#!/bin/sh
for package; do :; done
case " $2 " in *" \$package "*|*" all "*) echo 'install ok installed' ;; *) exit 1 ;; esac
END
  printf '#!/bin/sh\necho "$@" >>%s/asked\n' "$work" >"$work/bin/apt-get"
  chmod +x "$work"/bin/*
  : >"$work/asked"
}

# expect NAME STATUS -- ARGUMENTS...: runs setup on the machine
expect() {
  name=$1 status=$2
  shift 3
  PATH="$work/bin:$PATH" "$setup" "$@" >"$work/out" 2>"$work/err"
  got=$?
  [ "$got" = "$status" ] || fail "status $got, not $status"
}
fail() {
  echo "FAILED: $name: $1"
  cat "$work/out" "$work/err" "$work/asked"
  failed=1
}
says() { grep -Eq -- "$1" "$work/$2" || fail "no '$1' in $2"; }
silent() { [ ! -s "$work/$1" ] || fail "something in $1"; }

machine 0 all
expect "everything is there" 0 --
silent out
silent err
silent asked

machine 1000 ""
expect "missing, and not root" 1 --
says '^setup: these Debian packages are missing; install them with$' err
says '^ +sudo apt-get install .*libicu-dev.*libcmocka-dev' err
silent asked

machine 1000 "cmake ninja-build"
expect "names only what is missing" 1 -- build
says 'libicu-dev' err
! grep -Eq ' (cmake|ninja-build)( |$)' "$work/err" || fail "asks for what is there"
! grep -q cmocka "$work/err" || fail "asks for another part"

machine 0 ""
expect "missing, and root" 0 -- build
says '^setup: installing .*libicu-dev' out
says '^install .*--no-install-recommends.* libicu-dev' asked

machine 0 all
expect "an unknown part" 2 -- nonsense
says "no such part: nonsense" err
says 'parts are build, test, fuzz, develop' err
expect "a known part beside an unknown one" 2 -- build nonsense
says "no such part: nonsense" err
expect "the list of one part" 0 -- --list test
says '^libcmocka-dev$' out
! grep -q cmake "$work/out" || fail "lists another part"

# Without dpkg-query: a system of another kind. Only what setup itself calls is on this path.
mkdir "$work/other"
for tool in sh awk dirname; do ln -s "$(command -v $tool)" "$work/other/$tool"; done
name="not Debian"
PATH="$work/other" "$setup" >"$work/out" 2>"$work/err"
got=$?
[ "$got" = 1 ] || fail "status $got, not 1"
says 'not a Debian system' err
says 'libicu-dev' err

[ "$failed" = 0 ] && echo "tools/setup says what it should"
exit "$failed"
