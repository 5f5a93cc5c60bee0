using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Tells by its imports for which frameworks a driver is written: each has a routine with which a driver registers.</summary>
internal static class Frameworks
{
    private static readonly (string Module, string Routine, string Name)[] s_known =
    [
        ("wdfldr.sys", "WdfVersionBind", "KMDF"),
        ("ndis.sys", "NdisMRegisterMiniportDriver", "NDIS miniport"),
        ("ndis.sys", "NdisMRegisterMiniport", "NDIS 5 miniport"),
        ("ndis.sys", "NdisFRegisterFilterDriver", "NDIS filter"),
        ("ndis.sys", "NdisRegisterProtocolDriver", "NDIS protocol"),
        ("ndis.sys", "NdisRegisterProtocol", "NDIS 5 protocol"),
        ("ndis.sys", "NdisIMRegisterLayeredMiniport", "NDIS intermediate driver"),
        ("fltmgr.sys", "FltRegisterFilter", "file system minifilter"),
        ("fwpkclnt.sys", "FwpsCalloutRegister0", "WFP callout"),
        ("fwpkclnt.sys", "FwpsCalloutRegister1", "WFP callout"),
        ("fwpkclnt.sys", "FwpsCalloutRegister2", "WFP callout"),
        ("fwpkclnt.sys", "FwpsCalloutRegister3", "WFP callout"),
        ("fwpkclnt.sys", "FwpmEngineOpen0", "WFP"),
        ("storport.sys", "StorPortInitialize", "Storport miniport"),
        ("scsiport.sys", "ScsiPortInitialize", "SCSI port miniport"),
        ("ataport.sys", "AtaPortInitializeEx", "ATA port miniport"),
        ("netio.sys", "WskRegister", "Winsock Kernel"),
        ("netio.sys", "NmrRegisterClient", "Network Module Registrar"),
        ("portcls.sys", "PcInitializeAdapterDriver", "port class audio"),
        ("ks.sys", "KsInitializeDriver", "kernel streaming"),
        ("hidclass.sys", "HidRegisterMinidriver", "HID minidriver"),
        ("videoprt.sys", "VideoPortInitialize", "video port miniport"),
        ("dxgkrnl.sys", "DxgkInitialize", "display miniport"),
        ("spbcx.sys", "SpbDeviceInitConfig", "SPB controller"),
        ("ucx01000.sys", "UcxInitializeDeviceInit", "USB host controller extension"),
    ];

    /// <summary>The frameworks, in the order of the import table; none for a plain WDM driver.</summary>
    public static ImmutableArray<Framework> Of(PeFile image, IReadOnlyCollection<IExporter> with) =>
    [
        .. image.Imports
            .Select(i => (Import: i, Array.Find(s_known, k => k.Module == i.Module && k.Routine == i.Name).Name))
            .Where(f => f.Name is not null)
            .Select(f => new Framework(f.Name, f.Import, ImportChain.Of(f.Import, with).Target.State != ImportState.Missing))
            .DistinctBy(f => f.Name),
    ];
}
