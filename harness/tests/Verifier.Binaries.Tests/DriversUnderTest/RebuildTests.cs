using System.Diagnostics;

namespace Verifier.Binaries.Tests.DriversUnderTest;

/// <summary>The committed files of the compiled drivers are what their sources give, byte for byte.</summary>
public sealed class RebuildTests
{
    private const string Folder = "drivers-under-test/compiled";
    private const string Versions = "TOOLCHAIN.txt";

    private static readonly string[] s_tools = ["clang-19", "lld-link-19", "llvm-dlltool-19"];
    private static readonly string s_compiled = Path.Combine(FindRoot(), Folder);

    [Test]
    public void Sources_give_the_committed_files()
    {
        RequireTools();
        var output = Directory.CreateTempSubdirectory("compiled-drivers-").FullName;
        try
        {
            Build(output);
            Assert.That(
                File.ReadAllText(Path.Combine(output, Versions)),
                Is.EqualTo(File.ReadAllText(Path.Combine(s_compiled, Versions))),
                $"The tools are not those that the committed files were built with. Run {Folder}/build.sh and commit what it writes.");
            Assert.That(BuiltFiles(output), Is.EqualTo(BuiltFiles(s_compiled)), "Each driver of build.sh is committed, and no other.");
            Assert.That(BuiltFiles(output).Where(IsDifferent), Is.Empty, $"Run {Folder}/build.sh and commit what it writes.");
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        bool IsDifferent(string file) =>
            !File.ReadAllBytes(Path.Combine(output, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(s_compiled, file)));
    }

    [Test]
    public void Committed_files_name_no_folder_of_the_machine_that_built_them()
    {
        var files = BuiltFiles(s_compiled);
        Assert.That(files, Is.Not.Empty);
        Assert.That(
            files.Where(file => File.ReadAllBytes(Path.Combine(s_compiled, file)) is var bytes
                && (bytes.AsSpan().IndexOf("/tmp/"u8) >= 0 || bytes.AsSpan().IndexOf("/usr/"u8) >= 0 || bytes.AsSpan().IndexOf("/home/"u8) >= 0)),
            Is.Empty);
    }

    private static void RequireTools()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var missing = s_tools.Where(tool => !path.Any(folder => File.Exists(Path.Combine(folder, tool)))).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var sentence = $"{string.Join(", ", missing)} is missing: install clang-19, lld-19, llvm-19 and mingw-w64-x86-64-dev.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(sentence);
        }

        Assert.Ignore(sentence);
    }

    private static void Build(string output)
    {
        using var build = Process.Start(new ProcessStartInfo("bash", [Path.Combine(s_compiled, "build.sh"), output])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var printed = build.StandardOutput.ReadToEndAsync();
        var errors = build.StandardError.ReadToEnd();
        build.WaitForExit();
        Assert.That(build.ExitCode, Is.Zero, printed.GetAwaiter().GetResult() + errors);
    }

    private static List<string> BuiltFiles(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".sys" or ".pdb")
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Verifier.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of a working copy: no Verifier.sln above them.");
    }
}
