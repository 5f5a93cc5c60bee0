using System.Runtime.InteropServices;

namespace Verifier.Workers.Loading;

/// <summary>The hosts that can run compiled drivers.</summary>
internal static class CompiledHost
{
    private const string Able = "Linux";

    /// <summary>The reason why this host cannot run compiled drivers, in one sentence; null if it can.</summary>
    public static string? Problem { get; } = ProblemOf(SystemName(), RuntimeInformation.ProcessArchitecture);

    /// <summary>The same for a host.</summary>
    /// <param name="system">Linux, Windows, macOS or another name of a system.</param>
    /// <param name="architecture">The architecture of the process.</param>
    public static string? ProblemOf(string system, Architecture architecture) => system == Able && architecture == Architecture.X64
        ? null
        : $"compiled drivers (.sys) run on Linux x64 only, and this host is {system} {architecture.ToString().ToLowerInvariant()}; "
            + "run them in WSL 2 or in a Linux x64 container, driver models run here too";

    private static string SystemName() =>
        OperatingSystem.IsLinux() ? Able : OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : RuntimeInformation.OSDescription;
}
