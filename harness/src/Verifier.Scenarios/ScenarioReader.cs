using System.Security.Cryptography;
using System.Text;
using Verifier.Scenarios.Binding;
using Verifier.Scenarios.Binding.Checks;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios;

/// <summary>Reads scenario scripts. Nothing a script can contain makes it throw, hang or recurse without bound.</summary>
public static class ScenarioReader
{
    /// <summary>Reads, binds and checks one script.</summary>
    /// <param name="displayPath">The path to show in diagnostics; its file name without extension must equal the scenario's name.</param>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="names">The words the simulated machine defines.</param>
    /// <param name="files">The files of the scenario's folder, for <c>file:</c> data.</param>
    /// <returns>The scenario, or every reason why there is none, and warnings in either case.</returns>
    public static ScenarioDocument Read(string displayPath, ReadOnlySpan<byte> bytes, IScenarioNames names, IScenarioFiles files)
    {
        ArgumentNullException.ThrowIfNull(displayPath);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(files);
        var diagnostics = new DiagnosticBag(displayPath);
        var context = new BindingContext(diagnostics, names, files);
        Scenario? scenario = Bind(displayPath, bytes, context);
        return new ScenarioDocument
        {
            DisplayPath = displayPath,
            Scenario = diagnostics.HasErrors ? null : scenario,
            Diagnostics = diagnostics.ToList(),
            ContentHash = Hash(bytes, context.Files),
        };
    }

    /// <summary>Reads one script from disk; its data files are those of its folder.</summary>
    /// <param name="displayPath">The path to show in diagnostics.</param>
    /// <param name="fullPath">The script's path on disk.</param>
    /// <param name="names">The words the simulated machine defines.</param>
    /// <returns>The scenario, or every reason why there is none, and warnings in either case.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ScenarioDocument ReadFile(string displayPath, string fullPath, IScenarioNames names)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // One byte more than a script may have: enough to see that it is too long, whichever length the file system reports.
        var bytes = new byte[ScriptDecoder.MaximumLength + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Read(displayPath, bytes.AsSpan(0, length), names, new ScenarioFolder(Path.GetDirectoryName(fullPath)!));
    }

    private static Scenario? Bind(string displayPath, ReadOnlySpan<byte> bytes, BindingContext context)
    {
        if (ScriptDecoder.Decode(bytes, context.Diagnostics) is not { } source
            || SyntaxReader.Read(source, context.Diagnostics) is not { } root)
        {
            return null;
        }

        Bound<Scenario> bound = ScenarioTable.Table.Bind(root, context);
        if (!bound.TryGet(out Scenario? scenario))
        {
            return null;
        }

        FileNameCheck.Run(scenario, displayPath, root, context);
        return scenario;
    }

    private static string Hash(ReadOnlySpan<byte> bytes, DataFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNormalised(hash, ScriptDecoder.WithoutMark(bytes));
        foreach ((string path, var content) in files.All)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{path}\0"));
            hash.AppendData(content.AsSpan());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendNormalised(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        for (int end = rest.IndexOf((byte)'\r'); end >= 0; end = rest.IndexOf((byte)'\r'))
        {
            hash.AppendData(rest[..end]);
            hash.AppendData("\n"u8);
            bool isPair = end + 1 < rest.Length && rest[end + 1] == (byte)'\n';
            rest = rest[(end + (isPair ? 2 : 1))..];
        }

        hash.AppendData(rest);
    }
}
