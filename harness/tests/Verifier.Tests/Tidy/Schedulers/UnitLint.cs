using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>
/// Checks systemd units, as far as ours go: systemd ignores an unknown section or key, so a unit that starts nothing would go unnoticed.
/// </summary>
internal static partial class UnitLint
{
    // systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5), systemd.timer(5).
    private static readonly Dictionary<string, string[]> s_keys = new()
    {
        ["Unit"] = ["Description", "Documentation", "After", "Wants", "Requires", "OnFailure"],
        ["Service"] = ["Type", "User", "Group", "WorkingDirectory", "Environment", "ExecStart", "TimeoutStartSec", "TimeoutStopSec", "Nice"],
        ["Timer"] = ["OnCalendar", "Persistent", "RandomizedDelaySec", "AccuracySec", "Unit"],
        ["Install"] = ["WantedBy"],
    };

    /// <summary>What is wrong with a unit.</summary>
    /// <param name="name">Its file name: .service or .timer.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<string> Find(string name, string text)
    {
        var section = string.Empty;
        var seen = new HashSet<string>();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or ';')))
        {
            var header = Section().Match(line);
            if (header.Success)
            {
                section = header.Groups["name"].Value;
                seen.Add(section);
            }

            foreach (var problem in header.Success ? [] : FindInLine(section, line))
            {
                yield return problem;
            }
        }

        foreach (var missing in new[] { "Unit", name.EndsWith(".timer", StringComparison.Ordinal) ? "Timer" : "Service" }.Except(seen))
        {
            yield return $"there is no section [{missing}]";
        }
    }

    private static IEnumerable<string> FindInLine(string section, string line)
    {
        var parts = line.Split('=', 2);
        if (parts.Length != 2 || !s_keys.GetValueOrDefault(section, []).Contains(parts[0]))
        {
            yield return $"'{line}' is no key of [{section}]";
            yield break;
        }

        var problem = (parts[0], parts[1]) switch
        {
            ("OnCalendar", var time) when !Calendar().IsMatch(time) => $"'{time}' is no time",
            ("ExecStart" or "WorkingDirectory", var path) when path[0] != '/' => $"'{path}' must begin with a full path",
            ("Type", not ("oneshot" or "simple" or "exec")) => $"'{parts[1]}' is no type for a program that ends",
            ("Persistent", not ("true" or "false")) => $"'{parts[1]}' is neither true nor false",
            ("WantedBy", not ("timers.target" or "multi-user.target")) => $"'{parts[1]}' wants no unit",
            ("TimeoutStartSec" or "TimeoutStopSec", var time) when !Span().IsMatch(time) => $"'{time}' is no span of time",
            _ => null,
        };
        if (problem is not null)
        {
            yield return problem;
        }
    }

    [GeneratedRegex(@"^\[(?<name>\w+)\]$")]
    private static partial Regex Section();

    // systemd.time(7): days of the week, date, time.
    [GeneratedRegex(@"^((Mon|Tue|Wed|Thu|Fri|Sat|Sun)([,-]|\.\.|(?= )))*\s?(\*|\d{4})-(\*|0[1-9]|1[0-2])-(\*|0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$")]
    private static partial Regex Calendar();

    [GeneratedRegex(@"^(infinity|\d+(s|min|h)?)$")]
    private static partial Regex Span();
}
