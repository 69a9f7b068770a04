namespace Tollgate.Security.Personal;

/// <summary>The rules for data about persons, in alphabetical order of their ids.</summary>
internal static class PersonalRules
{
    public static readonly Rule Aadhaar = Make("aadhaar", Severity.High, "Indian Aadhaar number");
    public static readonly Rule Address = Make("address", Severity.Low, "Postal address");
    public static readonly Rule Ahv = Make("ahv", Severity.High, "Swiss AHV number");
    public static readonly Rule Amex = Make("amex", Severity.High, "American Express card number");
    public static readonly Rule Medicare = Make("au_medicare", Severity.High, "Australian Medicare number");
    public static readonly Rule BankAccount = Make("bank_account", Severity.Medium, "Bank account number");
    public static readonly Rule BelgianNumber = Make("be_national_number", Severity.High, "Belgian national number");
    public static readonly Rule Bsn = Make("bsn", Severity.High, "Dutch citizen service number");
    public static readonly Rule ChineseId = Make("cn_resident_id", Severity.High, "Chinese resident id");
    public static readonly Rule Cnpj = Make("cnpj", Severity.High, "Brazilian CNPJ");
    public static readonly Rule CodiceFiscale = Make("codice_fiscale", Severity.High, "Italian tax code");
    public static readonly Rule Cpf = Make("cpf", Severity.High, "Brazilian CPF");
    public static readonly Rule Cpr = Make("cpr", Severity.High, "Danish CPR number");
    public static readonly Rule CreditCard = Make("credit_card", Severity.High, "Payment card number");
    public static readonly Rule Curp = Make("curp", Severity.High, "Mexican CURP");
    public static readonly Rule DateOfBirth = Make("date_of_birth", Severity.Medium, "Date of birth");
    public static readonly Rule Discover = Make("discover", Severity.High, "Discover card number");
    public static readonly Rule Dni = Make("dni", Severity.High, "Spanish DNI");
    public static readonly Rule DriverLicence = Make("driver_license", Severity.High, "Driving licence number");
    public static readonly Rule Email = Make("email", Severity.Low, "E-mail address");
    public static readonly Rule Norwegian = Make("fodselsnummer", Severity.High, "Norwegian national number");
    public static readonly Rule Hetu = Make("hetu", Severity.High, "Finnish personal identity code");
    public static readonly Rule Iban = Make("iban", Severity.Medium, "International bank account number");
    public static readonly Rule IntlPhone = Make("intl_phone", Severity.Low, "Telephone number");
    public static readonly Rule Ipv4 = Make("ipv4", Severity.Info, "Public IPv4 address");
    public static readonly Rule Ipv6 = Make("ipv6", Severity.Info, "IPv6 address");
    public static readonly Rule Mac = Make("mac_address", Severity.Info, "Hardware address");
    public static readonly Rule MyNumber = Make("my_number", Severity.High, "Japanese My Number");
    public static readonly Rule Nhs = Make("nhs", Severity.High, "British NHS number");
    public static readonly Rule Nie = Make("nie", Severity.High, "Spanish NIE");
    public static readonly Rule Nif = Make("nif", Severity.High, "Portuguese NIF");
    public static readonly Rule Nino = Make("nino", Severity.High, "British national insurance number");
    public static readonly Rule Nir = Make("nir", Severity.High, "French social security number");
    public static readonly Rule Nric = Make("nric", Severity.High, "Singapore NRIC");
    public static readonly Rule Pan = Make("pan", Severity.High, "Indian PAN");
    public static readonly Rule Passport = Make("passport", Severity.High, "Passport number");
    public static readonly Rule Personnummer = Make("personnummer", Severity.High, "Swedish personal number");
    public static readonly Rule Pesel = Make("pesel", Severity.High, "Polish PESEL");
    public static readonly Rule PotentialPassport = Make("potential_passport", Severity.Medium, "Possible passport number");
    public static readonly Rule PotentialSsn = Make("potential_ssn", Severity.Medium, "Possible US social security number");
    public static readonly Rule Pps = Make("pps", Severity.High, "Irish PPS number");
    public static readonly Rule Rrn = Make("rrn", Severity.High, "Korean resident registration number");
    public static readonly Rule Sin = Make("sin", Severity.High, "Canadian social insurance number");
    public static readonly Rule SteuerId = Make("steuer_id", Severity.High, "German tax id");
    public static readonly Rule TurkishId = Make("tckn", Severity.High, "Turkish identity number");
    public static readonly Rule Tfn = Make("tfn", Severity.High, "Australian tax file number");
    public static readonly Rule Itin = Make("us_itin", Severity.High, "US individual taxpayer number");
    public static readonly Rule UsPhone = Make("us_phone", Severity.Low, "US telephone number");
    public static readonly Rule UsSsn = Make("us_ssn", Severity.High, "US social security number");
    public static readonly Rule SouthAfrican = Make("za_id", Severity.High, "South African id number");

    private static Rule Make(string id, Severity severity, string name) => new(
        id,
        FindingKind.Pii,
        severity,
        name,
        $"{name}: data about a person that need not leave the organization.",
        "Leave it out, or replace it by a stand-in before the text is sent.");
}
