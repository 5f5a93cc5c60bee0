using Iced.Intel;
using Verifier.Binaries.Images;
using Verifier.Binaries.Tests.Building;

namespace Verifier.Binaries.Tests.Images;

/// <summary>What a sound image says is read as it was written.</summary>
public sealed class PeFileTests
{
    private static readonly byte[] s_return = [0xC3];

    [Test]
    public void Parse_reads_the_headers()
    {
        var builder = new PeImageBuilder { PreferredBase = 0x10000, LinkerMajor = 9, LinkerMinor = 1 };
        builder.Text.Place([0xCC]);
        builder.Entry = builder.Text.Place(s_return);
        var file = builder.Build();
        var image = PeFile.Parse(file);
        Assert.That(image.PreferredBase, Is.EqualTo(0x10000));
        Assert.That(image.EntryRva, Is.EqualTo(builder.Entry));
        Assert.That(image.SectionAlignment, Is.EqualTo(0x1000));
        Assert.That(image.LinkerVersion, Is.EqualTo(new Version(9, 1)));
        Assert.That(image.TimeDateStamp, Is.EqualTo(0x5F00_0000));
        Assert.That(image.DllCharacteristics, Is.EqualTo(0x160));
        Assert.That(image.Characteristics, Is.EqualTo(0x22));
        Assert.That(image.Sha256, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))));
        Assert.That(image.Symbols, Is.Null);
        Assert.That(image.LoadConfiguration, Is.Null);
        Assert.That(image.Debug, Is.Null);
        Assert.That(image.Functions, Is.Empty);
    }

    [Test]
    public void Layout_is_the_image_in_memory()
    {
        var builder = Minimal();
        var data = builder.Data.Place([1, 2, 3]);
        builder.Data.VirtualSize = 0x900;
        var image = PeFile.Parse(builder.Build());
        Assert.That(image.Layout, Has.Length.EqualTo((image.SizeOfImage + 0xFFF) & ~0xFFFu));
        Assert.That(image.Layout.AsSpan(0, 2).ToArray(), Is.EqualTo("MZ"u8.ToArray()));
        Assert.That(image.Layout[image.EntryRva], Is.EqualTo(0xC3));
        Assert.That(image.Layout.AsSpan((int)data, 4).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3, 0 }));
        Assert.That(image.Sections.Single(s => s.Name == ".data").VirtualSize, Is.EqualTo(0x900));
    }

    [Test]
    public void Size_of_image_is_rounded_up_to_pages_in_the_layout()
    {
        var builder = Minimal(sectionAlignment: 0x80);
        var image = PeFile.Parse(builder.Build());
        Assert.That(image.SizeOfImage % 0x1000, Is.Not.Zero);
        Assert.That(image.Layout.Length % 0x1000, Is.Zero);
        Assert.That(image.SectionAlignment, Is.EqualTo(0x80));
    }

    [Test]
    public void Sections_below_a_page_share_pages()
    {
        var builder = Minimal(sectionAlignment: 0x80);
        builder.Rdata.Place([7]);
        builder.Data.Place([8]);
        var image = PeFile.Parse(builder.Build());
        Assert.That(image.Sections.Select(s => s.Rva / 0x1000).Distinct().Count(), Is.LessThan(image.Sections.Length));
        Assert.That(image.Layout[builder.Data.Rva], Is.EqualTo(8));
    }

    [TestCase("PAGE", SectionFlags.Code, true, false)]
    [TestCase("PAGELK", SectionFlags.Code, true, false)]
    [TestCase("PAGEKD", SectionFlags.Data, true, false)]
    [TestCase("page", SectionFlags.Code, false, false)]
    [TestCase("INIT", SectionFlags.WritableInit, false, true)]
    [TestCase("INIT", SectionFlags.Code, false, false)]
    [TestCase(".rsrc", SectionFlags.ReadOnlyData | SectionFlags.Discardable, false, false)]
    public void Section_says_how_memory_manager_treats_it(string name, uint flags, bool isPageable, bool isInit)
    {
        var builder = Minimal();
        builder.AddSection(name, flags).Place([1]);
        var section = PeFile.Parse(builder.Build()).Sections[^1];
        Assert.That(section.Name, Is.EqualTo(name));
        Assert.That(section.IsPageable, Is.EqualTo(isPageable));
        Assert.That(section.IsInit, Is.EqualTo(isInit));
        Assert.That(section.IsExecutable, Is.EqualTo((flags & 0x2000_0000) != 0));
        Assert.That(section.IsWritable, Is.EqualTo((flags & 0x8000_0000) != 0));
        Assert.That(section.IsDiscardable, Is.EqualTo((flags & 0x0200_0000) != 0));
    }

    [Test]
    public void Long_section_name_comes_from_the_string_table()
    {
        var builder = Minimal();
        builder.AddSection("/4", SectionFlags.ReadOnlyData).Place([1]);
        var file = builder.Build();
        byte[] withTable = [.. file, .. BitConverter.GetBytes(18), .. ".debug_abbrev\0"u8];
        BitConverter.GetBytes(file.Length).CopyTo(withTable, PeImageBuilder.FileHeader + 8);
        var image = PeFile.Parse(withTable);
        Assert.That(image.Sections[^1].Name, Is.EqualTo(".debug_abbrev"));
        Assert.That(image.Symbols, Is.EqualTo(new CoffSymbolTable((uint)file.Length, 0)));
    }

    [Test]
    public void Virtual_size_of_zero_means_raw_size()
    {
        var builder = Minimal();
        builder.Data.Place([9]);
        builder.Data.VirtualSize = 0;
        var image = PeFile.Parse(builder.Build());
        Assert.That(image.Sections[2].VirtualSize, Is.EqualTo(0x200));
        Assert.That(image.Layout[builder.Data.Rva], Is.EqualTo(9));
    }

    [Test]
    public void Imports_have_module_name_or_ordinal_and_slot()
    {
        var builder = Minimal();
        var slots = builder.Imports("NTOSKRNL.exe", "ExFreePool", "#7", "KeTickCount");
        var other = builder.Import("HAL.dll", "KeStallExecutionProcessor");
        var delayed = builder.DelayImport("other.sys", "Late");
        Assert.That(PeFile.Parse(builder.Build()).Imports, Is.EqualTo(new[]
        {
            new PeImport("ntoskrnl.exe", "ExFreePool", 0, slots[0], false),
            new PeImport("ntoskrnl.exe", null, 7, slots[1], false),
            new PeImport("ntoskrnl.exe", "KeTickCount", 0, slots[2], false),
            new PeImport("hal.dll", "KeStallExecutionProcessor", 0, other, false),
            new PeImport("other.sys", "Late", 0, delayed, true),
        }));
    }

    [Test]
    public void Symbol_of_an_import_by_ordinal_is_the_ordinal() =>
        Assert.That(new PeImport("a.sys", null, 7, 0, false).Symbol, Is.EqualTo("#7"));

    [Test]
    public void Exports_have_name_ordinal_and_rva_or_forwarder()
    {
        var builder = Minimal();
        builder.Export("Alpha", builder.Text.Rva);
        builder.ExportForwarder("Beta", "HAL.KeStallExecutionProcessor");
        Assert.That(PeFile.Parse(builder.Build()).Exports, Is.EqualTo(new[]
        {
            new PeExport("Alpha", 1, builder.Text.Rva, null),
            new PeExport("Beta", 2, 0, "HAL.KeStallExecutionProcessor"),
        }));
    }

    [Test]
    public void Relocations_are_the_rvas_of_addresses()
    {
        var builder = Minimal();
        uint[] places = [builder.Data.Reserve(8), builder.Data.Reserve(8), builder.Rdata.Reserve(8)];
        foreach (var place in places)
        {
            builder.WritePointer(place, builder.Text.Rva);
        }

        var image = PeFile.Parse(builder.Build());
        Assert.That(image.Relocations, Is.EquivalentTo(places));
        Assert.That(BitConverter.ToUInt64(image.Layout, (int)places[0]), Is.EqualTo(builder.Address(builder.Text.Rva)));
    }

    [Test]
    public void Image_without_relocation_table_has_none()
    {
        var builder = new PeImageBuilder { HasRelocationTable = false };
        builder.Text.Place(s_return);
        builder.WritePointer(builder.Data.Reserve(8), builder.Text.Rva);
        Assert.That(PeFile.Parse(builder.Build()).Relocations, Is.Empty);
    }

    [Test]
    public void Functions_are_found_by_address()
    {
        var builder = Minimal();
        CodeRange[] ranges = [.. Enumerable.Range(0, 5).Select(_ => builder.Text.Assemble(a => { a.nop(); a.nop(); a.ret(); }))];
        uint[] unwinds = [.. ranges.Reverse().Select(r => builder.Function(r, new UnwindSpec())).Reverse()];
        var image = PeFile.Parse(builder.Build());
        Assert.That(image.Functions.Select(f => f.Begin), Is.EqualTo(ranges.Select(r => r.Begin)));
        foreach (var (range, unwind) in ranges.Zip(unwinds))
        {
            Assert.That(image.FindFunction(range.Begin)?.UnwindRva, Is.EqualTo(unwind));
            Assert.That(image.FindFunction(range.End - 1)?.Begin, Is.EqualTo(range.Begin));
            Assert.That(image.FindFunction(range.End), Is.Null, "between functions");
        }

        Assert.That(image.FindFunction(ranges[0].Begin - 1), Is.Null);
        Assert.That(BitConverter.ToUInt32(image.Layout, (int)image.Functions[3].EntryRva), Is.EqualTo(ranges[3].Begin));
    }

    [Test]
    public void Indirect_function_entry_has_the_description_of_the_other()
    {
        var builder = Minimal();
        var unwind = builder.Rdata.Place(new UnwindSpec().ToBytes(), 4);
        var table = builder.Rdata.Reserve(24, 4);
        builder.Write(table, [.. new[] { builder.Text.Rva, builder.Text.Rva + 1, unwind, builder.Text.Rva + 1, builder.Text.Rva + 2, table + 1 }.SelectMany(BitConverter.GetBytes)]);
        builder.SetDirectory(3, table, 24);
        Assert.That(PeFile.Parse(builder.Build()).Functions[1], Is.EqualTo(new RuntimeFunction(builder.Text.Rva + 1, builder.Text.Rva + 2, unwind, table + 12)));
    }

    [Test]
    public void Load_configuration_has_cookie_and_guard_pointers()
    {
        var builder = Minimal();
        var (cookie, check, dispatch) = (builder.Data.Reserve(8), builder.Rdata.Reserve(8), builder.Rdata.Reserve(8));
        var at = builder.AddLoadConfiguration();
        builder.WritePointer(at + 88, cookie);
        builder.WritePointer(at + 112, check);
        builder.WritePointer(at + 120, dispatch);
        builder.Write32(at + 144, 0x100);
        builder.Write32(at + 228, 6);
        var configuration = PeFile.Parse(builder.Build()).LoadConfiguration;
        Assert.That(configuration, Is.EqualTo(new LoadConfiguration
        {
            SecurityCookie = cookie,
            GuardCFCheckFunctionPointer = check,
            GuardCFDispatchFunctionPointer = dispatch,
            GuardFlags = 0x100,
            HasDynamicRelocations = true,
        }));
        Assert.That(configuration!.IsControlFlowGuarded, Is.True);
    }

    [Test]
    public void Load_configuration_reaches_as_far_as_its_size()
    {
        var builder = Minimal();
        var at = builder.AddLoadConfiguration(bytes: 112);
        builder.WritePointer(at + 88, builder.Data.Reserve(8));
        builder.WritePointer(builder.Rdata.Reserve(8), builder.Text.Rva);
        var configuration = PeFile.Parse(builder.Build()).LoadConfiguration!;
        Assert.That(configuration.SecurityCookie, Is.EqualTo(builder.Data.Rva));
        Assert.That(configuration.GuardCFCheckFunctionPointer, Is.Null, "the field behind the structure holds other data");
    }

    [Test]
    public void Debug_directory_names_the_pdb()
    {
        var guid = new Guid("0b5b1a4e-7f3c-4d1f-9f6e-1c2d3e4f5a6b");
        var builder = Minimal();
        builder.AddPdb(@"D:\build\x64\Release\driver.pdb", guid, 3);
        var debug = PeFile.Parse(builder.Build()).Debug;
        Assert.That(debug, Is.EqualTo(new PdbReference(@"D:\build\x64\Release\driver.pdb", guid, 3)));
        Assert.That(debug!.FileName, Is.EqualTo("driver.pdb"));
    }

    [Test]
    public void Code_that_is_assembled_reaches_its_import()
    {
        var builder = new PeImageBuilder();
        var slot = builder.Import("ntoskrnl.exe", "KeGetCurrentIrql");
        var code = builder.Text.Assemble(a =>
        {
            a.CallThrough(builder.Address(slot));
            a.ret();
        });
        var image = PeFile.Parse(builder.Build());
        var decoder = Decoder.Create(64, image.Layout[(int)code.Begin..(int)code.End], image.PreferredBase + code.Begin);
        Assert.That(decoder.Decode().IPRelativeMemoryAddress, Is.EqualTo(builder.Address(image.Imports[0].SlotRva)));
    }

    private static PeImageBuilder Minimal(uint sectionAlignment = 0x1000)
    {
        var builder = new PeImageBuilder(sectionAlignment);
        builder.Text.Place(s_return);
        return builder;
    }
}
