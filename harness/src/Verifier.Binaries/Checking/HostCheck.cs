using System.Runtime.InteropServices;
using Verifier.Binaries.Host;
using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Checking;

/// <summary>Tests if this host can run compiled drivers, and which guard keeps them from its system calls.</summary>
internal static class HostCheck
{
    /// <summary>The sentence for hosts that cannot.</summary>
    public const string OtherHost =
        "Compiled drivers (.sys) run on Linux x64 only; on Windows use WSL 2, elsewhere a Linux x64 container. C# models run here.";

    private static readonly Lazy<HostReport> s_report = new(() => HostThread.RunApart(Try));

    /// <summary>True on the only kind of host that can.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The result; tried once in a process.</summary>
    public static HostReport Report => s_report.Value;

    private static HostReport Try()
    {
        if (!IsSupported)
        {
            return new HostReport(OtherHost);
        }

        try
        {
            return new HostReport(SelfTest.Run()) { Guard = HostThread.Guard };
        }
        catch (HostException e)
        {
            return new HostReport(e.Message);
        }
    }
}
