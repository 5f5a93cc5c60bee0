using System.Diagnostics;
using System.Globalization;

namespace Verifier.Workers.Temporary;

/// <summary>
/// The process that a temporary file belongs to. A process id is given again to another; with the time at which it started it names one
/// process, where the system counts processes as this one does.
/// </summary>
/// <param name="Space">Which count of processes: containers that share a temporary folder have one each. 0 where there is but one.</param>
/// <param name="Id">The process id.</param>
/// <param name="Start">When it started, in the system's own unit.</param>
internal readonly record struct TemporaryOwner(ulong Space, int Id, long Start)
{
    private const string Word = "verifier";
    private const int StateField = 0;
    private const int StartField = 19;
    private static readonly Lazy<TemporaryOwner> s_own = new(() => new TemporaryOwner(OwnSpace(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0));

    /// <summary>This process.</summary>
    public static TemporaryOwner Own => s_own.Value;

    /// <summary>The beginning of the names of all temporary files of the program.</summary>
    public static string AnyPrefix => Word + "-";

    /// <summary>The beginning of the names of this owner's files.</summary>
    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"{Word}-{Space:x}-{Id}-{Start}-");

    /// <summary>True if it is certain that the process is gone.</summary>
    public bool IsGone => Space == Own.Space && StartOf(Id) != Start;

    /// <summary>The owner of a file by its name; null if the name is none of ours.</summary>
    public static TemporaryOwner? Of(string name) => name.Split('-') is [Word, var space, var id, var start, _]
        && ulong.TryParse(space, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var s)
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var t) ? new TemporaryOwner(s, i, t) : null;

    // Null: there is no such process, or it has ended and waits for its parent to notice.
    private static long? StartOf(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.StartTime.ToUniversalTime().Ticks;
            }

            // The name in front stands in parentheses, and may hold some.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : long.Parse(fields[StartField], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ulong OwnSpace()
    {
        var link = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return link is not null && ulong.TryParse(link.AsSpan(link.IndexOf('[') + 1).TrimEnd(']'), CultureInfo.InvariantCulture, out var space) ? space : 0;
    }
}
