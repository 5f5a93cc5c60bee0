namespace Verifier.Kernel;

/// <summary>The kind of resource a DDI hands out: the words that <c>fail:</c> takes beside DDI names.</summary>
public enum DdiFamily
{
    /// <summary>Hands out nothing that can run short.</summary>
    None,

    /// <summary>Pool memory.</summary>
    Pool,

    /// <summary>Memory descriptor lists.</summary>
    Mdl,

    /// <summary>Mappings: system PTEs, I/O space, locked pages.</summary>
    Map,

    /// <summary>Whole pages: contiguous, noncached, pages for an MDL.</summary>
    Page,

    /// <summary>I/O request packets and what is attached to them.</summary>
    Irp,

    /// <summary>Work items.</summary>
    WorkItem,

    /// <summary>DMA adapters, common buffers, map registers, scatter/gather lists.</summary>
    Dma,

    /// <summary>Allocating string conversions.</summary>
    String,

    /// <summary>Devices, links, threads, interrupts, handles, registrations.</summary>
    Object,

    /// <summary>Lookaside lists.</summary>
    Lookaside,

    /// <summary>Waits that an alert may end.</summary>
    Wait,
}
