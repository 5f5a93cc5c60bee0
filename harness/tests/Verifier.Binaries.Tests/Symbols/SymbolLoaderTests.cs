using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>The choice of symbols for an image from the files beside it and in the symbol folders.</summary>
public sealed class SymbolLoaderTests
{
    private const string Guid = "1B828E1EC3989AC94C4C44205044422E";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("symbols-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("driver/counter.pdb")]
    [TestCase("driver/COUNTER.PDB")]
    [TestCase("driver/renamed.pdb", Description = "the image's name, another than is recorded")]
    [TestCase("symbols/counter.pdb")]
    [TestCase("symbols/Counter.pdb")]
    [TestCase("symbols/counter.pdb/" + Guid + "1/counter.pdb")]
    [TestCase("symbols/Counter.PDB/1b828e1ec3989ac94c4c44205044422e1/COUNTER.pdb")]
    public void Pdb_is_found(string place)
    {
        var path = Put(place, Fixture.Bytes("counter.pdb"));
        var loaded = Load(Fixture.Image("counter.sys"));
        Assert.That((loaded.Origin, loaded.PdbPath), Is.EqualTo((SymbolOrigin.Pdb, path)));
        Assert.That(loaded.Symbols.Find(0x1060)!.Value.Line, Is.EqualTo(8));
        Assert.That(loaded.Warnings, Is.Empty);
    }

    [TestCase("other/counter.pdb")]
    [TestCase("symbols/other.pdb")]
    [TestCase("symbols/below/counter.pdb")]
    [TestCase("symbols/counter.pdb/" + Guid + "2/counter.pdb", Description = "another age")]
    public void Pdb_elsewhere_is_not_found(string place)
    {
        Put(place, Fixture.Bytes("counter.pdb"));
        Assert.That(Load(Fixture.Image("counter.sys")).Origin, Is.EqualTo(SymbolOrigin.None));
    }

    [Test]
    public void Store_key_is_32_digits_and_the_age_in_hexadecimal() =>
        Assert.That((Fixture.Record with { Age = 0x1A }).StoreKey, Is.EqualTo(Guid + "1A"));

    [Test]
    public void Pdb_of_another_build_is_refused_with_both_names()
    {
        var path = Put("driver/counter.pdb", Fixture.Bytes("counter.pdb"));
        var loaded = Load(Fixture.Image("counter.sys"), Fixture.Record with { Guid = new Guid("AAAAAAAA-0000-0000-0000-000000000000") });
        Assert.That(loaded.Origin, Is.EqualTo(SymbolOrigin.None));
        Assert.That(loaded.Warnings.Single(), Does.StartWith($"'{path}' belongs to another build")
            .And.Contains("GUID AAAAAAAA-0000-0000-0000-000000000000, age 1").And.Contains("GUID 1B828E1E-C398-9AC9-4C4C-44205044422E, age 1"));
    }

    [Test]
    public void Pdb_of_another_age_is_refused_with_both_names()
    {
        Put("driver/counter.pdb", Fixture.Bytes("counter.pdb"));
        var loaded = Load(Fixture.Image("counter.sys"), Fixture.Record with { Age = 2 });
        Assert.That(loaded.Warnings.Single(), Does.Contain("another build").And.Contains("age 2").And.Contains("age 1"));
        Assert.That(loaded.Symbols.Routines, Is.Empty);
    }

    [Test]
    public void Pdb_of_another_build_does_not_hide_the_right_one()
    {
        Put("driver/counter.pdb", new PdbWriter().Write());
        var path = Put("symbols/counter.pdb", Fixture.Bytes("counter.pdb"));
        var loaded = Load(Fixture.Image("counter.sys"));
        Assert.That((loaded.PdbPath, loaded.Warnings.Count), Is.EqualTo((path, 1)));
    }

    [TestCase(0, "it is empty")]
    [TestCase(5000, "it is cut off")]
    [TestCase(20, "it is not a PDB")]
    public void Damaged_pdb_is_a_warning(int length, string because)
    {
        var path = Put("driver/counter.pdb", Fixture.Bytes("counter.pdb")[..length]);
        var loaded = Load(Fixture.Image("counter.sys"));
        Assert.That(loaded.Warnings.Single(), Does.StartWith($"'{path}' is not used: {because}").And.EndsWith("."));
        Assert.That(loaded.Origin, Is.EqualTo(SymbolOrigin.None));
    }

    [Test]
    public void Link_to_a_pdb_is_followed()
    {
        var target = Put("elsewhere/counter.pdb", Fixture.Bytes("counter.pdb"));
        Directory.CreateDirectory(Path.Combine(_folder, "driver"));
        File.CreateSymbolicLink(Path.Combine(_folder, "driver", "counter.pdb"), target);
        Assert.That(Load(Fixture.Image("counter.sys")).Origin, Is.EqualTo(SymbolOrigin.Pdb));
    }

    [Test]
    public void Link_to_a_device_is_a_warning()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "driver"));
        File.CreateSymbolicLink(Path.Combine(_folder, "driver", "counter.pdb"), "/dev/zero");
        Assert.That(Load(Fixture.Image("counter.sys")).Warnings.Single(), Does.Contain("it is empty or no file"));
    }

    [Test]
    public void Folder_in_the_place_of_a_pdb_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "driver", "counter.pdb"));
        Assert.That(Load(Fixture.Image("counter.sys")).Warnings, Is.Empty);
    }

    [TestCase("")]
    [TestCase(@"C:\x\..")]
    [TestCase("C:\\x\\\0.pdb")]
    [TestCase("/")]
    public void Recorded_path_without_a_file_name_finds_what_is_beside(string recorded)
    {
        Put("driver/renamed.pdb", Fixture.Bytes("counter.pdb"));
        Assert.That(Load(Fixture.Image("counter.sys"), Fixture.Record with { Path = recorded }).Origin, Is.EqualTo(SymbolOrigin.Pdb));
    }

    [Test]
    public void Image_with_dwarf_has_names_and_lines()
    {
        var loaded = Load(Fixture.Image("dwarf5.sys"));
        Assert.That((loaded.Origin, loaded.PdbPath), Is.EqualTo((SymbolOrigin.Dwarf, (string?)null)));
        Assert.That(loaded.Symbols.Find(0x1064), Is.EqualTo(new SourceLocation("CounterAdd", 4, "counter.h", 18)));
    }

    [Test]
    public void Damaged_dwarf_leaves_the_names()
    {
        var image = Fixture.Image("dwarf5.sys");
        var loaded = Load(image with { Sections = [.. image.Sections.Select(s => s.Name == ".debug_line" ? s with { Bytes = s.Bytes[..50] } : s)] });
        Assert.That(loaded.Origin, Is.EqualTo(SymbolOrigin.CoffSymbols));
        Assert.That(loaded.Symbols.Find(0x1064), Is.EqualTo(new SourceLocation("CounterAdd", 4, null, 0)));
        Assert.That(loaded.Warnings.Single(), Does.StartWith("The Dwarf symbols of ").And.Contains(".debug_line section is damaged"));
    }

    [Test]
    public void Exports_are_the_last_resort()
    {
        var image = Fixture.Image("counter.sys") with { Exports = [("DllInitialize", 0x1000), ("Data", 0x2000), ("Second", 0x1020)] };
        var loaded = Load(image);
        Assert.That(loaded.Origin, Is.EqualTo(SymbolOrigin.Exports));
        Assert.That(loaded.Symbols.Find(0x1021), Is.EqualTo(new SourceLocation("Second", 1, null, 0)));
    }

    [Test]
    public void Image_with_nothing_has_no_symbols()
    {
        var loaded = SymbolLoader.Load(Path.Combine(_folder, "driver", "renamed.sys"), Fixture.Image("counter.sys"), ["/nowhere"]);
        Assert.That((loaded.Origin, loaded.Warnings.Count), Is.EqualTo((SymbolOrigin.None, 0)));
        Assert.That(loaded.Symbols.Find(0x1000), Is.Null);
    }

    private LoadedSymbols Load(SymbolImage image, PdbReference? record = null) => SymbolLoader.Load(
        Path.Combine(_folder, "driver", "renamed.sys"),
        image.CoffTableOffset == 0 ? image with { Pdb = record ?? Fixture.Record } : image,
        [Path.Combine(_folder, "nowhere"), Path.Combine(_folder, "symbols")]);

    private string Put(string place, byte[] bytes)
    {
        var path = Path.Combine(_folder, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
