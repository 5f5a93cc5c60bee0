namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class MmParts
{
    extension(Machine machine)
    {
        public MdlAllocator Mdls => machine.Part<MdlAllocator>(MachinePart.Mdls);

        /// <summary>MmProbeAndLockPages and MmUnlockPages.</summary>
        public PageLocks LockedPages => machine.Part<PageLocks>(MachinePart.LockedPages);

        /// <summary>System page table entries.</summary>
        public SystemPtes Ptes => machine.Part<SystemPtes>(MachinePart.Ptes);

        /// <summary>System mappings of MDLs.</summary>
        public SystemMappings Mappings => machine.Part<SystemMappings>(MachinePart.Mappings);

        public ReservedMappings ReservedMappings => machine.Part<ReservedMappings>(MachinePart.ReservedMappings);

        public IoSpace IoSpace => machine.Part<IoSpace>(MachinePart.IoSpace);

        /// <summary>Contiguous and noncached memory.</summary>
        public PageAllocator PageAllocator => machine.Part<PageAllocator>(MachinePart.PageAllocator);

        /// <summary>MmAllocatePagesForMdl and its successors.</summary>
        public MdlPages MdlPages => machine.Part<MdlPages>(MachinePart.MdlPages);

        /// <summary>The requesting application's memory.</summary>
        public UserMemory User => machine.Part<UserMemory>(MachinePart.User);

        /// <summary>Trimming, and the pageable sections of images.</summary>
        public Paging Paging => machine.Part<Paging>(MachinePart.Paging);
    }
}
