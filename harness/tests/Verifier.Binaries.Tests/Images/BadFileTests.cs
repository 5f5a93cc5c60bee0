using Verifier.Binaries.Images;
using Verifier.Binaries.Tests.Building;

namespace Verifier.Binaries.Tests.Images;

/// <summary>Each kind of file that cannot be used is refused with one sentence.</summary>
public sealed class BadFileTests
{
    [Test]
    public void Empty_file_is_refused() => AssertRefused([], "it is empty; copy or build it again");

    [TestCase("hello")]
    [TestCase("M")]
    public void Text_is_refused(string text) =>
        AssertRefused(System.Text.Encoding.ASCII.GetBytes(text), "it is not a PE file (it does not begin with MZ); give the .sys file that the linker wrote");

    [Test]
    public void Dos_program_is_refused()
    {
        var file = new byte[0x200];
        "MZ"u8.CopyTo(file);
        AssertRefused(file, "it is not a PE file (it has no PE signature); give the .sys file that the linker wrote");
    }

    [Test]
    public void Huge_file_is_refused() =>
        AssertRefused(new byte[PeFile.LargestFile + (1 << 20)], "it has 257 MiB, more than the 256 MiB that are read; no driver is that large");

    [TestCase(0x14C, "it is an x86 image; build it for x64")]
    [TestCase(0xAA64, "it is an ARM64 image; build it for x64")]
    [TestCase(0x1C4, "it is an image for machine 0x1C4; build it for x64")]
    public void Other_machine_is_refused(int machine, string message) => AssertRefused(Built(new() { Machine = (ushort)machine }), message);

    [Test]
    public void Pe32_is_refused() => AssertRefused(Built(new() { Magic = 0x10B }), "it is a PE32 image (magic 0x10B), not PE32+; build it for x64");

    [TestCase(2, "it is a user-mode program with windows (subsystem 2), not a kernel-mode driver; link it with /SUBSYSTEM:NATIVE /DRIVER")]
    [TestCase(3, "it is a user-mode console program (subsystem 3), not a kernel-mode driver; link it with /SUBSYSTEM:NATIVE /DRIVER")]
    [TestCase(11, "it is an EFI image (subsystem 11), not a kernel-mode driver; link it with /SUBSYSTEM:NATIVE /DRIVER")]
    [TestCase(7, "it is an image for subsystem 7, not a kernel-mode driver; link it with /SUBSYSTEM:NATIVE /DRIVER")]
    public void Other_subsystem_is_refused(int subsystem, string message) => AssertRefused(Built(new() { Subsystem = (ushort)subsystem }), message);

    [TestCase(0x8664)]
    [TestCase(0x14C)]
    public void Assembly_is_refused(int machine)
    {
        var builder = new PeImageBuilder { Machine = (ushort)machine };
        builder.SetDirectory(14, builder.Text.Rva, 0x48);
        AssertRefused(Built(builder), "it is a .NET assembly, not a compiled driver; give the .sys file (assemblies of models belong to --drivers)");
    }

    [Test]
    public void Image_that_cannot_move_is_refused() => AssertRefused(
        Built(new() { Characteristics = 0x23 }),
        "it can only be loaded at its preferred address (RELOCS_STRIPPED); link it without /FIXED");

    [Test]
    public void Missing_entry_point_is_refused() => AssertRefused(
        Built(new() { Entry = 0 }),
        "it has no entry point; link it with /ENTRY:GsDriverEntry or /ENTRY:DriverEntry");

    [Test]
    public void Entry_point_in_data_is_refused()
    {
        var builder = new PeImageBuilder();
        builder.Entry = builder.Data.Place([0xC3]);
        AssertRefused(Built(builder), "its entry point at rva 0x9000 is not in an executable section, so the file is damaged; copy or build it again");
    }

    [TestCase("UPX1", false)]
    [TestCase("code", true)]
    public void Packed_image_is_refused(string name, bool hasNoRawData)
    {
        var builder = new PeImageBuilder();
        var section = builder.AddSection(name, SectionFlags.Code);
        builder.Entry = section.Place([0xC3]);
        section.HasNoRawData = hasNoRawData;
        AssertRefused(Built(builder), "it is packed: its code is unpacked only when it runs; give the driver as the linker wrote it");
    }

    [Test]
    public void Image_larger_than_the_machine_has_room_for_is_refused()
    {
        var file = Built(new());
        Patch(file, PeImageBuilder.OptionalHeader + 56, 0x1E00001);
        AssertRefused(file, "its image has size 0x1E00001, more than the 30 MiB that a machine has for images; it cannot be loaded");
    }

    [TestCase(0x30, "DOS header", 0x40)]
    [TestCase(0x70, "PE signature", 0x84)]
    [TestCase(0x99, "optional header", 0x9A)]
    [TestCase(0x1A0, "headers", 0x400)]
    [TestCase(0x401, "section .text", 0x410)]
    public void Truncated_file_is_refused(int length, string part, int end)
    {
        var builder = new PeImageBuilder();
        builder.Text.Place(new byte[16]);
        AssertRefused(
            builder.Build()[..length],
            $"it is truncated: its {part} would end at offset 0x{end:X}, but the file ends at 0x{length:X}; copy or build it again");
    }

    [Test]
    public void Truncated_symbol_table_is_refused()
    {
        var file = Built(new());
        Patch(file, PeImageBuilder.FileHeader + 8, (uint)file.Length);
        Patch(file, PeImageBuilder.FileHeader + 12, 2);
        AssertRefused(
            file,
            $"it is truncated: its COFF symbol table would end at offset 0x{file.Length + 36:X}, but the file ends at 0x{file.Length:X}; copy or build it again");
    }

    [TestCase(PeImageBuilder.FileHeader + 2, 0u, "it has 0 sections (1 to 96 are possible)")]
    [TestCase(PeImageBuilder.FileHeader + 2, 97u, "it has 97 sections (1 to 96 are possible)")]
    [TestCase(PeImageBuilder.OptionalHeader + 32, 0x1001u, "its section alignment 0x1001 is not a power of two")]
    [TestCase(PeImageBuilder.OptionalHeader + 32, 0u, "its section alignment 0x0 is not a power of two")]
    [TestCase(PeImageBuilder.OptionalHeader + 56, 0x100u, "its headers of size 0x400 are larger than its image")]
    [TestCase(PeImageBuilder.OptionalHeader + 56, 0x1001u, "its section .text ends at rva 0x1010, outside its image of size 0x1001")]
    [TestCase(PeImageBuilder.SectionHeaders + 12, 0x1010u, "its section .text at rva 0x1010 is not aligned to 0x1000")]
    [TestCase(PeImageBuilder.SectionHeaders + 12, 0x200u, "its section .text at rva 0x200 overlaps what is before it, which ends at 0x400")]
    [TestCase(PeImageBuilder.SectionHeaders + 8, 0xFFFF_FFFFu, "its section .text ends at rva 0x100000FFF, outside its image of size 0xA000")]
    public void Damaged_header_is_refused(int offset, uint value, string problem)
    {
        var builder = new PeImageBuilder();
        builder.Text.Place(new byte[16]);
        var file = builder.Build();
        if (offset == PeImageBuilder.FileHeader + 2)
        {
            BitConverter.GetBytes((ushort)value).CopyTo(file, offset);
        }
        else
        {
            Patch(file, offset, value);
        }

        AssertRefused(file, problem + ", so the file is damaged; copy or build it again");
    }

    [Test]
    public void Directory_outside_the_image_is_refused([Values(0, 1, 3, 5, 6, 10, 13)] int directory)
    {
        var builder = new PeImageBuilder();
        builder.SetDirectory(directory, 0x7FFF_FFF0, 0x40);
        Assert.That(() => PeFile.Parse(Built(builder)), Throws.TypeOf<BinaryException>().With.Message.Contains("lies outside its image"));
    }

    [Test]
    public void Import_without_a_name_is_refused()
    {
        var builder = new PeImageBuilder();
        builder.Import("ntoskrnl.exe", "A B");
        Assert.That(() => PeFile.Parse(Built(builder)), Throws.TypeOf<BinaryException>().With.Message.Contains("its name of an import at rva"));
    }

    [Test]
    public void Name_without_end_is_refused()
    {
        var builder = new PeImageBuilder();
        builder.Import("ntoskrnl.exe", new string('a', 600));
        Assert.That(() => PeFile.Parse(Built(builder)), Throws.TypeOf<BinaryException>().With.Message.Contains("does not end where a name must"));
    }

    // Many descriptors name one long array: their product could take gigabytes.
    [Test]
    public void Many_descriptors_over_one_array_are_refused()
    {
        var builder = new PeImageBuilder();
        var thunks = builder.Rdata.Place([.. Enumerable.Repeat(1UL << 63, 500).SelectMany(BitConverter.GetBytes), .. new byte[8]]);
        var module = builder.PlaceAnsi("a.sys");
        var row = builder.Rdata.Reserve(0, 4);
        for (var i = 0; i < 100; i++)
        {
            builder.Rdata.Place([.. new[] { thunks, 0u, 0u, module, thunks }.SelectMany(BitConverter.GetBytes)], 4);
        }

        builder.Rdata.Reserve(20, 4);
        builder.SetDirectory(1, row, 20);
        AssertRefused(Built(builder), "it has more than 16384 imports, so the file is damaged; copy or build it again");
    }

    [TestCase(0x3000, "has type 3, which x64 images do not have; build it for x64")]
    [TestCase(0x5000, "has type 5, which x64 images do not have; build it for x64")]
    public void Relocation_of_another_type_is_refused(int entry, string message)
    {
        var builder = new PeImageBuilder();
        builder.SetDirectory(5, builder.Rdata.Place([.. BitConverter.GetBytes(0x1000), .. BitConverter.GetBytes(10), .. BitConverter.GetBytes((ushort)entry)]), 10);
        AssertRefused(Built(builder), "its relocation at rva 0x1000 " + message);
    }

    [TestCase(4u)]
    [TestCase(0x1000u)]
    public void Relocation_block_of_a_wrong_size_is_refused(uint size)
    {
        var builder = new PeImageBuilder();
        builder.SetDirectory(5, builder.Rdata.Place([.. BitConverter.GetBytes(0x1000), .. BitConverter.GetBytes(size)]), 8);
        AssertRefused(
            Built(builder),
            $"its relocation block at rva 0x5000 has a wrong size of 0x{size:X}, so the file is damaged; copy or build it again");
    }

    [Test]
    public void Function_that_ends_before_it_begins_is_refused()
    {
        var builder = new PeImageBuilder();
        builder.Function(0x1010, 0x1000, new UnwindSpec());
        AssertRefused(
            Built(builder),
            "its function table says that code is at rva 0x1010 to 0x1000, so the file is damaged; copy or build it again");
    }

    [Test]
    public void Cookie_outside_the_image_is_refused()
    {
        var builder = new PeImageBuilder();
        builder.Write64(builder.AddLoadConfiguration() + 88, 0x1000);
        AssertRefused(
            Built(builder),
            "its load configuration points to 0x1000, outside its image, so the file is damaged; copy or build it again");
    }

    [Test]
    public void Too_many_exports_are_refused()
    {
        var builder = new PeImageBuilder();
        builder.Export("A", builder.Text.Rva);
        var file = Built(builder);
        var table = BitConverter.ToUInt32(file, PeImageBuilder.Directories);
        Patch(file, (int)(table - builder.Rdata.Rva) + RawOf(file, 1) + 20, uint.MaxValue);
        AssertRefused(file, "it has 4294967295 exports, more than 16384, so the file is damaged; copy or build it again");
    }

    private static byte[] Built(PeImageBuilder builder)
    {
        if (builder.Text.Used == 0)
        {
            builder.Text.Place([0xC3]);
        }

        return builder.Build();
    }

    private static int RawOf(byte[] file, int section) =>
        BitConverter.ToInt32(file, PeImageBuilder.SectionHeaders + (PeImageBuilder.SectionHeaderBytes * section) + 20);

    private static void Patch(byte[] file, int offset, uint value) => BitConverter.GetBytes(value).CopyTo(file, offset);

    private static void AssertRefused(byte[] file, string message) =>
        Assert.That(() => PeFile.Parse(file), Throws.TypeOf<BinaryException>().With.Message.EqualTo(message));
}
