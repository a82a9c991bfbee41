BEGIN;

-- The checks and the partial index are written by hand: Prisma's schema has no words for them.


-- The catalogue

CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "stock" INTEGER NOT NULL,
    "picture" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "product_stock_check" CHECK ("stock" >= 0),
    CONSTRAINT "product_price_check" CHECK ("price_minor" > 0)
);

CREATE INDEX "product_position_idx" ON "product"("position");

CREATE TABLE "product_text" (
    "product_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,

    CONSTRAINT "product_text_pkey" PRIMARY KEY ("product_id","locale"),
    CONSTRAINT "product_text_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);


-- Carts

CREATE TABLE "cart" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deliver_to" JSONB,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "cart_owner_key" ON "cart"("owner");

CREATE TABLE "cart_item" (
    "cart_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_item_pkey" PRIMARY KEY ("cart_id","product_id"),
    CONSTRAINT "cart_item_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "cart"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "cart_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "cart_item_quantity_check" CHECK ("quantity" BETWEEN 1 AND 20)
);

CREATE INDEX "cart_item_product_id_idx" ON "cart_item"("product_id");


-- Orders

CREATE TABLE "shop_order" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'placed',
    "total_minor" INTEGER NOT NULL,
    "delivery_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "deliver_to" JSONB NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shop_order_state_check" CHECK ("state" IN ('placed', 'paid', 'declined'))
);

CREATE INDEX "shop_order_account_id_placed_at_idx" ON "shop_order"("account_id", "placed_at");

CREATE TABLE "order_item" (
    "order_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,

    CONSTRAINT "order_item_pkey" PRIMARY KEY ("order_id","product_id"),
    CONSTRAINT "order_item_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "order_item_quantity_check" CHECK ("quantity" > 0)
);

CREATE TABLE "payment" (
    "order_id" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "provider_payment_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("order_id"),
    CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "payment_state_check" CHECK ("state" IN ('pending', 'captured', 'declined')),
    CONSTRAINT "payment_end_check" CHECK (("state" = 'pending') = ("ended_at" IS NULL))
);

-- Payments that the provider still has to be asked about.
CREATE INDEX "payment_pending_idx" ON "payment"("started_at") WHERE "state" = 'pending';

COMMIT;
