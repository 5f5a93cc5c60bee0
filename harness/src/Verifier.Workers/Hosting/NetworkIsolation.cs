using System.ComponentModel;
using System.Diagnostics;

namespace Verifier.Workers.Hosting;

/// <summary>
/// Starts workers in a network namespace of their own, in which there is no network: a driver that got hold of the host's system calls
/// reaches no other machine. .NET cannot enter one from inside a process with threads, so the program <c>unshare</c> of util-linux does it
/// before it becomes the worker. Where the system forbids it, as most containers do, workers are started as they are.
/// </summary>
internal static class NetworkIsolation
{
    private const string Program = "unshare";
    private static readonly string[] s_options = ["--net", "--map-root-user", "--"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly Lazy<bool> s_isActive = new(Try);

    /// <summary>True if this system allows it. Tried for real, once in a process.</summary>
    public static bool IsActive => s_isActive.Value;

    /// <summary>The same program without a network, where that is possible.</summary>
    public static WorkerProgram Of(WorkerProgram program) =>
        IsActive ? new WorkerProgram(Program, [.. s_options, program.File, .. program.Arguments]) : program;

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using var tried = Process.Start(new ProcessStartInfo(Program, [.. s_options, "true"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            return tried.WaitForExit(s_patience) && tried.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
