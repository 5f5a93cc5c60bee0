using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Files that stand twice, and files in whose place a directory is needed.</summary>
internal static class FilesCheck
{
    private static readonly (string Alias, string Path)[] Aliases = [(@"\DosDevices\C:", @"\??\C:"), (@"\SystemRoot", @"\??\C:\Windows")];

    /// <summary>Checks a list of files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(ImmutableArray<SimulatedFile> files, BindingContext context)
    {
        var known = new Dictionary<string, SimulatedFile>(StringComparer.OrdinalIgnoreCase);
        foreach (SimulatedFile file in files)
        {
            if (!known.TryAdd(Canonical(file.Path), file))
            {
                context.Report(DiagnosticCodes.IdleWord, file.Source,
                    FormattableString.Invariant($"'{file.Path}' stands in line {known[Canonical(file.Path)].Source.Line} already; leave one of them out"));
            }
        }

        foreach (SimulatedFile file in files)
        {
            SimulatedFile? inTheWay = Parents(Canonical(file.Path)).Select(p => known.GetValueOrDefault(p)).FirstOrDefault(f => f is { IsDirectory: false });
            if (inTheWay is not null)
            {
                context.Report(DiagnosticCodes.IdleWord, file.Source,
                    $"'{file.Path}' is below '{inTheWay.Path}', which is a file; say 'directory: true' there, or give it another path");
            }
        }
    }

    private static string Canonical(string path)
    {
        foreach ((string alias, string meant) in Aliases)
        {
            if (path.StartsWith(alias, StringComparison.OrdinalIgnoreCase))
            {
                return meant + path[alias.Length..];
            }
        }

        return path;
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (int end = path.LastIndexOf('\\'); end > 0; end = path.LastIndexOf('\\', end - 1))
        {
            yield return path[..end];
        }
    }
}
