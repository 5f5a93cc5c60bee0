namespace Verifier.Scenarios.Model;

/// <summary>A kind of bus, with the numbers of INTERFACE_TYPE.</summary>
public enum BusKind
{
    /// <summary>Internal.</summary>
    Internal = 0,

    /// <summary>Isa.</summary>
    Isa = 1,

    /// <summary>PCIBus.</summary>
    Pci = 5,

    /// <summary>PCMCIABus.</summary>
    Pcmcia = 8,

    /// <summary>PNPISABus.</summary>
    PnpIsa = 14,

    /// <summary>PNPBus, with the GUID of USB.</summary>
    Usb = 15,
}
