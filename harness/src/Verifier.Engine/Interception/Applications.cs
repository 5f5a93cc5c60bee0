using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>
/// Image names of processes, by which rules are about some applications only
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-command-line). Each thread of the workload has its own.
/// </summary>
internal static class Applications
{
    /// <summary>The process of system threads: DriverEntry, work items, what drivers create themselves.</summary>
    public const string System = "System";

    /// <summary>The process of the engine's own requests.</summary>
    public const string Default = "verifier.exe";

    /// <summary>The process of the running thread.</summary>
    public static string Current(Scheduler scheduler) => scheduler.Current.Process ?? (scheduler.Current.IsSystem ? System : Default);
}
