using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Reporting.Reading;

namespace Verifier.Cli.Settings;

/// <summary>The folder of the drivers' sources, and whether reports show lines of them.</summary>
/// <param name="Roots">Folders that the command line names; empty for the usual.</param>
/// <param name="AreShown">Does a report show lines of sources?</param>
internal sealed record NightSources(ImmutableArray<string> Roots, bool AreShown)
{
    private const string DriverFolder = "drivers-under-test";

    /// <summary>Looks whether the named folders are there.</summary>
    /// <exception cref="CliException">One does not exist.</exception>
    public void Check(CliHost host)
    {
        if (Roots.FirstOrDefault(root => !Directory.Exists(host.FullPath(root))) is { } missing)
        {
            throw CliException.Usage($"--source-root {missing} is no folder; name the folder of the drivers' sources, or give --no-source");
        }
    }

    /// <summary>The sources: those below the named folders, else those of the folder of drivers, else all below the working folder. Null if none are shown.</summary>
    /// <exception cref="CliException">A named folder does not exist.</exception>
    public SourceTree? In(CliHost host)
    {
        Check(host);
        if (!AreShown)
        {
            return null;
        }

        var usual = Directory.Exists(host.FullPath(DriverFolder)) ? DriverFolder : string.Empty;
        return new SourceTree(host.WorkingFolder, Roots.IsEmpty ? [usual] : Roots);
    }
}
