namespace Verifier.Kernel;

/// <summary>
/// Structures of the kernel's image that routines give pointers to: they are there for as long as the machine runs, in a page that is made when the
/// first of them is asked for.
/// </summary>
internal sealed class SharedStructures(Machine machine)
{
    private const ulong ConfigurationOffset = 0x00;
    private const uint ConfigurationBytes = 0x28;
    private const ulong VersionOffset = 0x20;
    private const ulong FileMappingOffset = 0x40;

    private ulong _page;

    /// <summary>The CONFIGURATION_INFORMATION: how many devices of each kind there are. Drivers count theirs in it.</summary>
    public ulong Configuration => Page() + ConfigurationOffset;

    /// <summary>The GENERIC_MAPPING of files: what reading, writing, executing and all mean for them.</summary>
    public ulong FileMapping => Page() + FileMappingOffset;

    public void Reset() => _page = 0;

    private ulong Page()
    {
        if (_page == 0)
        {
            ReadOnlySpan<uint> fileRights = [0x120089, 0x120116, 0x1200A0, 0x1F01FF];
            _page = machine.Images.AddKernelPage().Address;
            machine.Memory.Write(_page + ConfigurationOffset + VersionOffset, ConfigurationBytes);
            machine.Memory.CopyTo(_page + FileMappingOffset, System.Runtime.InteropServices.MemoryMarshal.AsBytes(fileRights));
        }

        return _page;
    }
}
