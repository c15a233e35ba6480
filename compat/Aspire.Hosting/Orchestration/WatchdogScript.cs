namespace Aspire.Hosting.Orchestration;

/// <summary>The shell script of <see cref="UnixProcessGuard"/>.</summary>
internal static class WatchdogScript
{
    /// <summary>
    /// The first line of its input is the tag of the run, each further one the tag of a child whose leftovers are killed.
    /// At the end of input everything with the run's tag is told to end, and killed if it is still there 1.5 s later.
    /// </summary>
    public const string Text = """
        trap '' INT TERM HUP QUIT PIPE
        find_tagged() {
          if [ -r /proc/self/environ ]; then
            grep -lsF -e "$1" /proc/[0-9]*/environ | cut -d/ -f3
          else
            ps -axwwE -o pid= -o command= 2>/dev/null | grep -F -e "$1" | grep -v -F 'grep -F' | awk '{ print $1 }'
          fi
        }
        end_tagged() {
          round=0
          empty=0
          while [ $round -lt 20 ]; do
            pids=$(find_tagged "$1")
            if [ -z "$pids" ]; then
              empty=$((empty + 1))
              [ $empty -ge 2 ] && return
            elif [ $round -lt $2 ]; then
              kill -TERM $pids 2>/dev/null
            else
              kill -KILL $pids 2>/dev/null
            fi
            round=$((round + 1))
            sleep 0.15 2>/dev/null || sleep 1
          done
        }
        read -r run
        while read -r child; do
          end_tagged "$child" 0 &
        done
        end_tagged "$run" 10
        """;
}
