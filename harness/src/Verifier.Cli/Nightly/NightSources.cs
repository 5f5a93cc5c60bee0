using Verifier.Reporting.Reading;

namespace Verifier.Cli.Nightly;

/// <summary>Where the drivers' sources are.</summary>
internal static class NightSources
{
    private const string DriverFolder = "drivers-under-test";

    /// <summary>Those of the folder of drivers; all below the working folder if there is none.</summary>
    public static SourceTree Of(CliHost host) =>
        new(host.WorkingFolder, Directory.Exists(host.FullPath(DriverFolder)) ? DriverFolder : string.Empty);
}
