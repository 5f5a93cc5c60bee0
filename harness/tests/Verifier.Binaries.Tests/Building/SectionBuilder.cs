using Iced.Intel;

namespace Verifier.Binaries.Tests.Building;

/// <summary>A section to write. It has its place from the start, so that code can name everything that was placed before it.</summary>
internal sealed class SectionBuilder(PeImageBuilder image, string name, uint flags, uint rva, uint capacity)
{
    public string Name { get; } = name;

    public uint Flags { get; } = flags;

    public uint Rva { get; } = rva;

    public uint Capacity { get; } = capacity;

    /// <summary>Bytes that were placed.</summary>
    public uint Used { get; private set; }

    /// <summary>The size in memory; what was placed unless it is set.</summary>
    public uint? VirtualSize { get; set; }

    /// <summary>Nothing of it is in the file.</summary>
    public bool HasNoRawData { get; set; }

    /// <summary>Places bytes and says where.</summary>
    public uint Place(byte[] bytes, int alignment = 16)
    {
        var at = Reserve((uint)bytes.Length, alignment);
        image.Write(at, bytes);
        return at;
    }

    /// <summary>Reserves bytes that are 0 and says where.</summary>
    public uint Reserve(uint bytes, int alignment = 16)
    {
        var at = (Rva + Used + (uint)alignment - 1) & ~((uint)alignment - 1);
        Used = at + bytes - Rva;
        return Used <= Capacity ? at : throw new InvalidOperationException($"Section {Name} has room for 0x{Capacity:X} bytes only.");
    }

    /// <summary>Assembles code, 16-byte aligned, and says where. Targets are addresses at the preferred base: see <see cref="PeImageBuilder.Address"/>.</summary>
    public CodeRange Assemble(Action<Assembler> write) => Assemble(write, out _);

    /// <summary>The same, with the rvas of its labels.</summary>
    public CodeRange Assemble(Action<Assembler> write, out Func<Label, uint> rvaOf)
    {
        var at = Reserve(0);
        var assembler = new Assembler(64);
        write(assembler);
        using var stream = new MemoryStream();
        var result = assembler.Assemble(new StreamCodeWriter(stream), image.Address(at), BlockEncoderOptions.ReturnNewInstructionOffsets);
        rvaOf = label => (uint)(result.GetLabelRIP(label) - image.PreferredBase);
        return new CodeRange(Place(stream.ToArray()), (uint)stream.Length);
    }
}
