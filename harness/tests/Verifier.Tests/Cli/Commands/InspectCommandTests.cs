using System.Text.Json;
using Verifier.Binaries.Tests.Building;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>inspect</c>: what a compiled driver is and whether it can run, for people, for programs and by exit code.</summary>
public sealed class InspectCommandTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Complete_driver_is_described_and_can_run()
    {
        var outcome = Inspect(builder => builder.Import("ntoskrnl.exe", "ExFreePool"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(outcome.Error, Is.Empty);
        Assert.That(Without("SHA-256", outcome.Out), Is.EqualTo("""
            what          found
            kind          WDM
            architecture  x64
            image         40960 bytes, base 0x140000000, entry 0x1000
            toolchain     unknown linker 14.44
            protections   no-execute compatible, dynamic base, fit for memory integrity (HVCI)
            PDB           none recorded
            imports       1 modelled, 0 inert, 0 missing
            patches       0

            section     rva  bytes  in file  pages
            .text    0x1000      1      512  code
            .rdata   0x5000    100      512  read-only
            .data    0x9000      0        0  writable

            It can run: everything that it imports is there.

            """));
    }

    [Test]
    public void Missing_import_is_listed_with_its_call_sites()
    {
        var outcome = Inspect(builder =>
        {
            var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
            var code = builder.Text.Assemble(a => a.CallThrough(builder.Address(slot)));
            builder.Function(code, new UnwindSpec());
        });
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive));
        Assert.That(outcome.Out, Does.Contain("state    module        import         used at\nmissing  ntoskrnl.exe  NoSuchRoutine  0x1010+0x0\n"));
        Assert.That(outcome.Out, Does.EndWith("It can run, but a run that uses a missing import stops there; it has 1 missing import.\n"));
    }

    [Test]
    public void Forwarder_of_a_driver_beside_that_leads_nowhere_is_a_missing_import_with_its_chain()
    {
        Beside("library.sys", library =>
        {
            library.ExportForwarder("Broken", "other.Far");
            library.ExportForwarder("Free", "ntoskrnl.ExFreePool");
        });
        void Import(PeImageBuilder builder) => builder.Imports("library.sys", "Broken", "Free");
        var outcome = Inspect(Import, "--with", "library.sys");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive));
        Assert.That(outcome.Out, Does.Contain("imports       1 modelled, 0 inert, 1 missing\n"));
        Assert.That(outcome.Out, Does.Contain("missing  library.sys  Broken  nowhere that was found\n\nforwarded: library.sys!Broken -> other.sys!Far -> nothing (other.sys is not loaded)\n"));
        using var document = JsonDocument.Parse(Inspect(Import, "--with", "library.sys", "--format", "json").Out);
        var imports = document.RootElement.GetProperty("imports");
        Assert.That(imports[0].GetProperty("brokenBecause").GetString(), Is.EqualTo("other.sys is not loaded"));
        Assert.That(imports[1].GetProperty("forwarded").EnumerateArray().Select(one => one.GetString()), Is.EqualTo(new[] { "ntoskrnl.exe!ExFreePool" }));
        Assert.That(imports[1].GetProperty("brokenBecause").ValueKind, Is.EqualTo(JsonValueKind.Null));

        Beside("other.sys", other => other.Export("Far", other.Text.Rva));
        Assert.That(Inspect(Import, "--with", "library.sys", "--with", "other.sys").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Forwarder_back_into_the_driver_is_followed_and_a_circle_is_told()
    {
        Beside("library.sys", library =>
        {
            library.ExportForwarder("Good", "driver.Own");
            library.ExportForwarder("Bad", "driver.Bad");
        });
        var outcome = Inspect(
            builder =>
            {
                builder.Imports("library.sys", "Good", "Bad");
                builder.Export("Own", builder.Text.Rva);
                builder.ExportForwarder("Bad", "library.Bad");
            },
            "--with",
            "library.sys");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive));
        Assert.That(outcome.Out, Does.Contain("1 modelled, 0 inert, 1 missing")
            .And.Contain("forwarded: library.sys!Bad -> driver.sys!Bad -> library.sys!Bad -> nothing (the forwarders are a circle)\n"));
    }

    [Test]
    public void Missing_framework_is_named()
    {
        var outcome = Inspect(builder => builder.Imports("WDFLDR.SYS", "WdfVersionBind", "WdfVersionUnbind"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Out, Does.EndWith("\nIt cannot run: it needs KMDF: it imports WdfVersionBind from wdfldr.sys, which is not modelled.\n"));
    }

    [Test]
    public void Patches_names_and_warnings_are_shown()
    {
        var outcome = Inspect(builder =>
        {
            builder.Import("ntoskrnl.exe", "MmGetSystemRoutineAddress");
            builder.PlaceWide("EtwNoSuchRoutine");
            builder.Entry = builder.Text.Place([0x0F, 0x31, 0x48, 0xB8, 0, 0, 0, 0, 0, 0x80, 0xFF, 0xFF, 0x48, 0x3B, 0xC8, 0xC3]);
        });
        Assert.That(outcome.Out, Does.Contain("\nstate      may ask MmGetSystemRoutineAddress for\ngets NULL  EtwNoSuchRoutine\n"));
        Assert.That(outcome.Out, Does.Contain("\npatch at  for    bytes\n  0x1010  rdtsc      2\n"));
        Assert.That(
            outcome.Out,
            Does.Contain("\nwarning: 0x101C compares with 0xFFFF800000000000, a border of Windows' address space; here all addresses are below it.\n"));
    }

    [Test]
    public void Modelled_imports_are_shown_in_detail_only([Values] bool isDetailed)
    {
        var outcome = Inspect(builder => builder.Import("ntoskrnl.exe", "ExFreePool"), isDetailed ? ["-v", "detailed"] : []);
        Assert.That(outcome.Out.Contains("modelled  ntoskrnl.exe  ExFreePool", StringComparison.Ordinal), Is.EqualTo(isDetailed));
    }

    [Test]
    public void Quiet_tells_only_what_is_missing()
    {
        Assert.That(Inspect(builder => builder.Import("ntoskrnl.exe", "ExFreePool"), "-v", "quiet").Out, Is.Empty);
        Assert.That(
            Inspect(builder => builder.Import("ntoskrnl.exe", "NoSuchRoutine"), "-v", "quiet").Out,
            Does.StartWith("\nstate    module").And.EndWith("it has 1 missing import.\n"));
    }

    [TestCase(false, "not found beside the image; recorded D:\\build\\driver.pdb, 0b5b1a4e-7f3c-4d1f-9f6e-1c2d3e4f5a6b, age 2")]
    [TestCase(true, "found, driver.pdb; recorded D:\\build\\driver.pdb, 0b5b1a4e-7f3c-4d1f-9f6e-1c2d3e4f5a6b, age 2")]
    public void Pdb_is_looked_for_beside_the_image(bool isThere, string text)
    {
        if (isThere)
        {
            _sandbox.Write("driver.pdb", "");
        }

        var outcome = Inspect(builder => builder.AddPdb(@"D:\build\driver.pdb", new Guid("0b5b1a4e-7f3c-4d1f-9f6e-1c2d3e4f5a6b"), 2));
        Assert.That(outcome.Out, Does.Contain($"PDB           {text}\n"));
    }

    [Test]
    public void Document_has_everything()
    {
        var outcome = Inspect(
            builder =>
            {
                var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
                builder.Import("ntoskrnl.exe", "MmGetSystemRoutineAddress");
                builder.Import("FLTMGR.SYS", "FltRegisterFilter");
                builder.PlaceWide("IoCreateDevice");
                builder.AddPdb("driver.pdb", Guid.Empty, 1);
                builder.Entry = builder.Text.Assemble(a =>
                {
                    a.cpuid();
                    a.CallThrough(builder.Address(slot));
                    a.ret();
                }).Begin;
            },
            "--format",
            "json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        using var document = JsonDocument.Parse(outcome.Out);
        var root = document.RootElement;
        Assert.That(root.GetProperty("schema").GetString(), Is.EqualTo("verifier-inspect/1"));
        Assert.That(root.GetProperty("runnability").GetString(), Is.EqualTo("impossible"));
        Assert.That(root.GetProperty("kind").GetString(), Is.EqualTo("file system minifilter"));
        Assert.That(root.GetProperty("sha256").GetString(), Has.Length.EqualTo(64));
        Assert.That(root.GetProperty("sections")[0].GetProperty("pages")[0].GetString(), Is.EqualTo("code"));
        Assert.That(root.GetProperty("imports").EnumerateArray().Select(i => i.GetProperty("state").GetString()), Is.EqualTo(new[] { "missing", "modelled", "missing" }));
        Assert.That(root.GetProperty("imports")[0].GetProperty("sites")[0].GetProperty("rva").GetString(), Is.EqualTo("0x1012"));
        Assert.That(root.GetProperty("requested")[0].GetProperty("name").GetString(), Is.EqualTo("IoCreateDevice"));
        Assert.That(root.GetProperty("patches")[0].GetProperty("for").GetString(), Is.EqualTo("cpuid"));
        Assert.That(root.GetProperty("pdb").GetProperty("found").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void File_that_is_no_driver_is_one_error()
    {
        _sandbox.Write("a.sys", "hello");
        var outcome = _sandbox.Run("inspect", "a.sys");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Is.EqualTo("error: a.sys: it is not a PE file (it does not begin with MZ); give the .sys file that the linker wrote\n"));
        Assert.That(outcome.Out, Is.Empty);
    }

    [Test]
    public void Text_of_the_image_does_not_move_the_cursor()
    {
        var outcome = Inspect(builder =>
        {
            builder.AddPdb("\u001b[2J\u202e.pdb", Guid.Empty, 1);
            builder.AddSection("\u001b[2J", SectionFlags.Data).Place([1]);
        });
        Assert.That(outcome.Out, Does.Not.Contain('\u001b').And.Not.Contain('\u202e'));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok));
    }

    private CliOutcome Inspect(Action<PeImageBuilder> build, params string[] options)
    {
        Beside("driver.sys", build);
        return _sandbox.Run(["inspect", "driver.sys", .. options]);
    }

    private void Beside(string name, Action<PeImageBuilder> build)
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([0xC3]);
        build(builder);
        File.WriteAllBytes(Path.Combine(_sandbox.Folder, name), builder.Build());
    }

    // The hash is that of bytes that any change to the builder changes.
    private static string Without(string fact, string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(fact, StringComparison.Ordinal)));
}
