using System.Globalization;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>The five fields of a time in cron, as all of cron, GitHub and Azure understand them.</summary>
internal static class CronLint
{
    private static readonly (string Name, int Least, int Most)[] s_fields =
        [("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 6)];

    /// <summary>What is wrong with a line of a crontab: the time, and a command behind it.</summary>
    public static IEnumerable<string> FindInLine(string line)
    {
        var parts = line.Split(' ', s_fields.Length + 1, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length <= s_fields.Length)
        {
            return ["five fields and a command are needed"];
        }

        // cron makes a line end of each percent sign.
        string[] percent = parts[^1].Contains('%', StringComparison.Ordinal) ? ["% must be written as \\% in a crontab"] : [];
        return [.. Find(string.Join(' ', parts[..^1])), .. percent];
    }

    /// <summary>What is wrong with a time.</summary>
    public static IEnumerable<string> Find(string time)
    {
        var fields = time.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length != s_fields.Length
            ? [$"'{time}' has {fields.Length} fields; five are needed"]
            : fields.Zip(s_fields).Where(f => !f.First.Split(',').All(part => IsPart(part, f.Second.Least, f.Second.Most)))
                .Select(f => $"'{f.First}' is no {f.Second.Name}");
    }

    // "*", "5", "1-5", each with "/2" behind it.
    private static bool IsPart(string part, int least, int most)
    {
        var step = part.Split('/');
        var ends = step[0].Split('-');
        var isOrdered = string.CompareOrdinal(ends[0].PadLeft(2), ends[^1].PadLeft(2)) <= 0;
        var isRange = step[0] == "*" || (ends.Length <= 2 && ends.All(end => IsNumber(end, least, most)) && isOrdered);
        return isRange && (step.Length == 1 || (step.Length == 2 && IsNumber(step[1], 1, most)));
    }

    private static bool IsNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
}
