using System.Runtime.InteropServices;
using Verifier.Workers.Loading;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary>A sandbox with compiled drivers of this repository, and a script for them that shows a defect when an allocation fails.</summary>
internal sealed class CompiledSandbox : IDisposable
{
    /// <summary>Loses its array when the second allocation of an update fails.</summary>
    public const string Naive = "array-cache-naive-c";

    /// <summary>The twin that keeps it.</summary>
    public const string Swap = "array-cache-swap-c";

    private const string Workload = """
        system: windows-10-x64
        workload:
          - load
          - start
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first", name: first-update }
          - ioctl: { on: h, code: 0x222000, in: "text:second", name: second-update }
          - ioctl: { on: h, code: 0x222004, out: 64, name: read-back }
          - close: h
          - unload

        """;

    /// <summary>The command line.</summary>
    public CliSandbox Cli { get; } = new();

    /// <summary>The folder that it runs in.</summary>
    public string Folder => Cli.Folder;

    /// <summary>Ignores the test where compiled drivers do not run.</summary>
    public static void NeedsHost()
    {
        if (CompiledHost.Problem is not null)
        {
            Assert.Ignore($"Compiled drivers run on Linux x64 only, not on {RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}.");
        }
    }

    /// <summary>Copies a driver of the repository with its PDB.</summary>
    /// <param name="name">The driver.</param>
    /// <param name="path">The copy, below the folder.</param>
    /// <param name="hasPdb">With its PDB beside it?</param>
    public string Driver(string name, string path, bool hasPdb = true)
    {
        var all = Path.Combine(Repository(), "drivers-under-test", "compiled");
        var from = Path.ChangeExtension(Directory.GetFiles(all, $"{name}.sys", SearchOption.AllDirectories).Single(), null);
        var to = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy($"{from}.sys", to, overwrite: true);
        if (hasPdb)
        {
            File.Copy($"{from}.pdb", Path.ChangeExtension(to, ".pdb"), overwrite: true);
        }

        return path;
    }

    /// <summary>Writes a script.</summary>
    /// <param name="path">Where.</param>
    /// <param name="drivers">Its <c>drivers:</c>.</param>
    /// <param name="rest">More of it.</param>
    public string Script(string path, string drivers, string rest = "") =>
        Cli.Write(path, Text(Path.GetFileNameWithoutExtension(path), drivers, rest));

    /// <summary>A script.</summary>
    public static string Text(string name, string drivers, string rest = "") => $"scenario: {name}\ndrivers: {drivers}\n{Workload}{rest}";

    /// <summary>Runs the command line.</summary>
    public CliOutcome Run(params string[] arguments) => Cli.Run(arguments);

    /// <inheritdoc/>
    public void Dispose() => Cli.Dispose();

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Verifier.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
