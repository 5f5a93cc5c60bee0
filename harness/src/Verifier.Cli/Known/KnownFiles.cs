using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Known;

namespace Verifier.Cli.Known;

/// <summary>Finds and reads lists of known findings.</summary>
internal static class KnownFiles
{
    /// <summary>The option that names a list.</summary>
    public static Option<string?> Option() => new("--known")
    {
        Description = $"The list of known findings; {KnownReader.FileName} in the working folder and in the folders of scenarios unless given",
        HelpName = "PATH",
    };

    /// <summary>Reads the list that an option names, or those that lie where they are looked for.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="named">The file as given; null when none was.</param>
    /// <param name="folders">Paths of scripts and folders as given.</param>
    /// <param name="warn">Gets each warning.</param>
    /// <exception cref="CliException">A file is not there, or has errors.</exception>
    public static KnownList Read(CliHost host, string? named, IEnumerable<string> folders, Action<string> warn)
    {
        var documents = (named is not null ? [host.FullPath(named)] : Found(host, folders)).Select(path => Read(host, path)).ToList();
        var diagnostics = documents.SelectMany(d => d.Diagnostics).ToList();
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        if (errors.Count > 0)
        {
            throw CliException.Usage(string.Join('\n', errors));
        }

        diagnostics.ForEach(d => warn(d.ToString()));
        return new KnownList([.. documents.SelectMany(d => d.Entries.Select(e => (d.DisplayPath, e)))]);
    }

    /// <summary>The lists in the working folder and in folders, full paths, each once.</summary>
    public static IReadOnlyList<string> Found(CliHost host, IEnumerable<string> folders) =>
    [
        .. folders.Where(f => f.Length > 0 && !f.Contains('\0')).Prepend(".")
            .Select(folder => Path.Combine(host.FullPath(folder), KnownReader.FileName)).Where(File.Exists).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Reads one list and everything that is wrong with it.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static KnownDocument Read(CliHost host, string fullPath)
    {
        var shown = host.DisplayPath(fullPath);
        try
        {
            return File.Exists(fullPath)
                ? KnownReader.ReadFile(shown, fullPath, KernelNames.Instance)
                : throw CliException.Usage($"{shown} does not exist; name a list of known findings, such as {KnownReader.FileName}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be read: {e.Message}");
        }
    }

    /// <summary>The day it is: entries are accepted until one.</summary>
    public static DateOnly Today(CliHost host) => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
}
