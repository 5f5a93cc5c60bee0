using System.Globalization;

namespace Verifier.Workers.Supervising;

/// <summary>Looks at another process. On Linux only; and there only where the kernel accounts for waiting threads, as nearly all do.</summary>
internal static class OsProcess
{
    private const char Sleeps = 'S';
    private const char IsIdle = 'I';

    /// <summary>The processor time of a process so far; null where it cannot be known, or when the process is gone.</summary>
    /// <param name="id">The process.</param>
    public static ProcessUse? Look(int id)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/task");
        if (!OperatingSystem.IsLinux() || !Directory.Exists(folder))
        {
            return null;
        }

        var threads = new Dictionary<int, (long, long)>();
        var isAsleep = true;
        try
        {
            foreach (var thread in Directory.EnumerateDirectories(folder))
            {
                try
                {
                    var use = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
                    threads.Add(Number(Path.GetFileName(thread)), (long.Parse(use[0], CultureInfo.InvariantCulture), long.Parse(use[1], CultureInfo.InvariantCulture)));
                    isAsleep &= StateOf(thread) is Sleeps or IsIdle;
                }
                catch (IOException) when (!Directory.Exists(thread))
                {
                    // It has ended between the two looks.
                    continue;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }

        return threads.Count > 0 ? new ProcessUse(threads, isAsleep) : null;
    }

    // The name in front of the state stands in parentheses, and may hold some.
    private static char StateOf(string thread)
    {
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
